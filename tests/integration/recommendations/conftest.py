"""A gateway whose database has the sample outfits, and a worker for their messages."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import workers.recommendations  # noqa: F401 - slow to import: before any loop runs
from app.config.settings import Settings
from app.domain.recommendation import MessagesPayload
from app.embedded.endpoints import Endpoints
from app.repositories.workers import WorkerRepository
from app.services.storage.local import LocalObjectStore
from app.services.storage.paths import StoragePaths
from scripts.recommendations.seed import insert_samples, store_pictures
from tests.gateway_server import RunningGateway, running_gateway
from workers.bootstrap import import_products, open_products
from workers.engine import build_runtime, connect

PATH = "/api/recommendations"
NO_MODEL: dict[str, Any] = {
    "LLM_API_ENDPOINT": None,
    "GOOGLE_API_KEY": None,
    "GEMINI_API_KEY": None,
    "SANDBOX_URL": None,
}

Shop = Callable[..., AbstractAsyncContextManager[RunningGateway]]


@asynccontextmanager
async def opened_shop(
    endpoints: Endpoints, directory: Path, **overrides: Any
) -> AsyncIterator[RunningGateway]:
    """A seeded gateway."""
    async with running_gateway(endpoints, directory, **overrides) as gateway:
        await insert_samples(gateway.db)
        yield gateway


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample pictures, drawn once."""
    directory = tmp_path_factory.mktemp("pictures")
    paths = StoragePaths(directory / "images", directory / "reports")
    asyncio.run(store_pictures(LocalObjectStore(paths)))
    return paths.images


@pytest.fixture
def shop(endpoints: Endpoints, tmp_path: Path, pictures: Path) -> Shop:
    """Opens seeded gateways with the given settings."""
    return partial(opened_shop, endpoints, tmp_path, IMAGE_STORAGE_PATH=pictures)


@pytest.fixture
async def quiet_shop(shop: Shop) -> AsyncIterator[RunningGateway]:
    """Without keys and without a model."""
    async with shop(**NO_MODEL) as gateway:
        yield gateway


@pytest.fixture
def talking(sandbox: str) -> dict[str, Any]:
    """The settings of a shop whose messages the sandbox writes."""
    return {
        **NO_MODEL,
        "LLM_API_ENDPOINT": f"{sandbox}/v1/chat/completions",
        "LLM_API_KEY": "sandbox",
        "LLM_MAX_CONCURRENCY": 50,
        "SANDBOX_URL": sandbox,
        "TASK_WATCHDOG_SECONDS": 60,
    }


@asynccontextmanager
async def running_worker(endpoints: Endpoints, settings: Settings) -> AsyncIterator[None]:
    """A worker for recommendations in this process; seen as alive when the block begins."""
    queues = [MessagesPayload.queue]
    async with (
        connect(endpoints, settings) as connections,
        open_products(settings, endpoints, connections, import_products(queues)) as products,
    ):
        runtime = build_runtime(connections, settings, products, queues=queues, concurrency=20)
        stop = asyncio.Event()
        running = asyncio.create_task(runtime.run(stop))
        workers = WorkerRepository(connections.db)
        give_up = time.monotonic() + 15
        while not await workers.live():
            assert time.monotonic() < give_up, "the worker gave no sign of life"
            await asyncio.sleep(0.02)
        try:
            yield
        finally:
            stop.set()
            await running


@pytest.fixture
async def talking_shop(
    shop: Shop, talking: dict[str, Any], endpoints: Endpoints
) -> AsyncIterator[RunningGateway]:
    """Without keys, with the sandbox as the model, and a worker."""
    async with shop(**talking) as gateway, running_worker(endpoints, gateway.settings):
        yield gateway
