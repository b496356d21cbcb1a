"""The first tokens of each way, asked one after the other in turns."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from statistics import median

import httpx2
import structlog

from app.config.settings import Settings
from app.repositories.migrate import migrate
from app.services.llm.service import LLMService
from scripts.benchmark import product
from scripts.benchmark.alternation import alternating
from scripts.benchmark.children import Children, module
from scripts.benchmark.engine.stage import Stage
from scripts.benchmark.llm.paths import Path, Service, Straight, Task
from scripts.benchmark.progress import Steps
from scripts.services.plan import stand_ins
from workers.engine import connect
from workers.models import initialize_llm_async
from workers.workshop import open_workshop

MODEL_SECONDS = 0.05
CALLS = 20

_DATABASE, _NUMBER = "llm", 8
_READY_SECONDS = 60.0
# The same question again and again is what we are here for.
_NO_SPAM_FILTER = {"SPAM_MAX_MESSAGES": "0", "SPAM_MAX_REPEATS": "0"}


@dataclass(frozen=True)
class FirstTokens:
    """The median of each round in milliseconds, way by way."""

    straight: list[float]
    service: list[float]
    task: list[float]


def first_tokens(stage: Stage, rounds: int) -> FirstTokens:
    """Each round asks each way ``CALLS`` times."""
    with stage.children() as children, stage.screen.part("first token", rounds + 1) as steps:
        steps.begin("gateway, worker and sandbox start")
        stage.servers.renew(_DATABASE)
        asyncio.run(migrate(stage.servers.endpoints(_DATABASE, _NUMBER).postgres))
        sandbox = product.start_sandbox(children, stage.home)
        gateway = _start(stage, children, sandbox.url)
        return asyncio.run(_measured(stage, sandbox.url, gateway, rounds, steps))


def _start(stage: Stage, children: Children, sandbox_url: str) -> str:
    settings = product.environment(stage.servers.endpoints(_DATABASE, _NUMBER), stage.home)
    settings |= stand_ins(Settings.model_construct(), sandbox_url) | _NO_SPAM_FILTER
    gateway = product.start_gateway(children, "gateway-llm", settings)
    command = module("run_unified_llm_worker", "--queues", "llm_request_queue")
    worker = children.start("worker-llm", command, settings)
    with product.client(gateway.url) as http:
        worker.wait_until(lambda: _answers(http), _READY_SECONDS)
    return gateway.url


def _answers(gateway: httpx2.Client) -> bool:
    headers = {"Prefer": "wait=2"}
    body = {"prompt": "달은?"}
    return gateway.post("/api/v1/llm/tasks", json=body, headers=headers).status_code == 200


async def _measured(
    stage: Stage, sandbox_url: str, gateway_url: str, rounds: int, steps: Steps
) -> FirstTokens:
    headers = {"Authorization": f"Bearer {product.API_KEY}"}
    async with (
        httpx2.AsyncClient(base_url=sandbox_url, timeout=30, trust_env=False) as straight,
        httpx2.AsyncClient(
            base_url=gateway_url, timeout=30, trust_env=False, headers=headers
        ) as gateway,
        _service(stage, sandbox_url) as service,
    ):
        await straight.put("/control/latency", json={"chat": MODEL_SECONDS})
        paths: list[Path] = [Straight(straight), Service(service), Task(gateway)]
        for path in paths:
            await path.first_token()  # not counted: whatever is imported or connected first
        steps.done()
        found: dict[str, list[float]] = {path.name: [] for path in paths}
        for _ in range(rounds):
            steps.begin(f"{CALLS} calls of each way")
            asked = await _round(paths)
            for name, times in asked.items():
                found[name].append(median(times) * 1e3)
            steps.done(", ".join(f"{name} {times[-1]:.1f} ms" for name, times in found.items()))
        return FirstTokens(*found.values())


async def _round(paths: list[Path]) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {path.name: [] for path in paths}
    for path in alternating(paths, CALLS):
        times[path.name].append(await path.first_token())
    return times


@asynccontextmanager
async def _service(stage: Stage, sandbox_url: str) -> AsyncIterator[LLMService]:
    """As a worker opens it, in this process, whose log is the screen."""
    quiet = structlog.make_filtering_bound_logger(logging.WARNING)
    structlog.configure(wrapper_class=quiet)
    settings = Settings.model_construct(
        LLM_API_ENDPOINT=f"{sandbox_url}/v1/chat/completions", GOOGLE_API_KEY=None
    )
    endpoints = stage.servers.endpoints(_DATABASE, _NUMBER)
    async with (
        connect(endpoints, settings) as connections,
        open_workshop(settings, endpoints, connections) as workshop,
    ):
        yield (await initialize_llm_async(workshop)).service
