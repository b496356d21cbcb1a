"""A gateway and chat workers in the test's own process, before the sandbox."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from app.config.settings import Settings
from app.embedded.endpoints import Endpoints
from scripts.services.plan import stand_ins
from tests.gateway_server import RunningGateway, running_gateway
from tests.integration.chat.conversation import Conversation
from workers.bootstrap import import_products, open_products
from workers.engine import build_runtime, connect

QUEUES = ("chat_task_queue", "llm_summary_queue")
UNHURRIED = {"TASK_WATCHDOG_SECONDS": 60}  # it would end the tests' process

Gateways = Callable[..., AbstractAsyncContextManager[RunningGateway]]


@asynccontextmanager
async def working(settings: Settings, endpoints: Endpoints, *queues: str) -> AsyncIterator[None]:
    """A worker for the length of the block."""
    stop = asyncio.Event()
    queues = queues or QUEUES
    async with (
        connect(endpoints, settings) as connections,
        open_products(settings, endpoints, connections, import_products(queues)) as products,
    ):
        concurrency = settings.WORKER_CONCURRENCY
        runtime = build_runtime(
            connections, settings, products, queues=queues, concurrency=concurrency
        )
        running = asyncio.create_task(runtime.run(stop))
        try:
            yield
        finally:
            stop.set()
            await running


@pytest.fixture
def gateways(endpoints: Endpoints, sandbox_url: str, tmp_path: Path) -> Gateways:
    """Gateways whose settings name the sandbox."""
    known = {**stand_ins(Settings.model_construct(), sandbox_url), **UNHURRIED}

    def make(**overrides: Any) -> AbstractAsyncContextManager[RunningGateway]:
        return running_gateway(endpoints, tmp_path, **{**known, **overrides})

    return make


@pytest.fixture
async def chat(
    gateways: Gateways, endpoints: Endpoints, sandbox_url: str
) -> AsyncIterator[Conversation]:
    """A gateway and one worker."""
    async with gateways() as gateway, working(gateway.settings, endpoints):
        yield Conversation(gateway.client, sandbox_url)
