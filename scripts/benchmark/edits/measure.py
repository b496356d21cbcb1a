"""Edits through gateway and worker: one after another, then many at once."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass

import httpx2

from app.config.settings import Settings
from scripts.benchmark import product
from scripts.benchmark.children import Child, Children, module
from scripts.benchmark.edits.story import edit_body
from scripts.benchmark.engine.stage import SMALL, Stage
from scripts.benchmark.failure import BenchmarkFailed
from scripts.benchmark.progress import Steps
from scripts.benchmark.usage import Memory, cpu_seconds, memory, watched_memory
from scripts.services.plan import stand_ins

MODEL_SECONDS = 2.0
CONCURRENCY = 10
ONE_AFTER_ANOTHER = 5
AT_ONCE = (1, 10, 50)

_DATABASE, _NUMBER = "edits", 8
_READY_SECONDS = 60.0
_ANSWER_SECONDS = 300.0


@dataclass(frozen=True)
class Edited:
    """Some edits: how long all of them took, and what they cost the product's processes.

    ``gateway`` and ``worker`` are the most that each held meanwhile.
    """

    edits: int
    seconds: float
    cpu_seconds: float
    gateway: Memory
    worker: Memory


@dataclass(frozen=True)
class Compared:
    """``sequential`` is one edit after another; ``memory`` is at the start and after all edits."""

    sequential: Edited
    at_once: Sequence[Edited]
    gateway: tuple[Memory, Memory]
    worker: tuple[Memory, Memory]


def edit_stories(stage: Stage) -> Compared:
    """Against a sandbox that answers each call in ``MODEL_SECONDS``."""
    steps_to_take = len(AT_ONCE) + 2
    with stage.children() as children, stage.screen.part("edits", steps_to_take) as steps:
        steps.begin("gateway, worker and sandbox start")
        stage.servers.renew(_DATABASE, template=SMALL)
        sandbox = product.start_sandbox(children, stage.home)
        gateway, worker = _start(stage, children, sandbox.url)
        with product.client(gateway.url) as http, product.client(sandbox.url) as control:
            worker.wait_until(lambda: _edited_once(http), _READY_SECONDS, every=0.5)
            latency = {"chat": MODEL_SECONDS, "gemini": MODEL_SECONDS}
            control.put("/control/latency", json=latency).raise_for_status()
        steps.done()
        return asyncio.run(_compare(gateway, worker, steps))


def _start(stage: Stage, children: Children, sandbox: str) -> tuple[product.Listening, Child]:
    settings = product.environment(stage.servers.endpoints(_DATABASE, _NUMBER), stage.home)
    settings |= stand_ins(Settings.model_construct(), sandbox)
    settings |= {
        "LLM_MAX_CONCURRENCY": str(CONCURRENCY),
        "WORKER_CONCURRENCY": str(max(AT_ONCE)),
    }
    gateway = product.start_gateway(children, "gateway-edits", settings)
    command = module("run_unified_llm_worker", "--queues", "scenario_edit_queue")
    return gateway, children.start("worker-edits", command, settings)


def _edited_once(http: httpx2.Client) -> bool:
    return http.post("/edit-scenario", json=edit_body(0)).status_code == 200


async def _compare(gateway: product.Listening, worker: Child, steps: Steps) -> Compared:
    pids = (gateway.child.pid, worker.pid)
    before = [memory(pid) for pid in pids]
    steps.begin(f"{ONE_AFTER_ANOTHER} edits one after another")
    sequential = await _edit(gateway.url, pids, ONE_AFTER_ANOTHER, at_once=1)
    steps.done(_finding("one after another", sequential))
    many = []
    for count in AT_ONCE:
        steps.begin(f"{count} edits at once")
        many.append(await _edit(gateway.url, pids, count, at_once=count))
        steps.done(_finding("at once", many[-1]))
    after = [memory(pid) for pid in pids]
    return Compared(sequential, many, (before[0], after[0]), (before[1], after[1]))


async def _edit(url: str, pids: Sequence[int], edits: int, *, at_once: int) -> Edited:
    limits = httpx2.Limits(max_connections=at_once, max_keepalive_connections=at_once)
    headers = {"Authorization": f"Bearer {product.API_KEY}"}
    places = asyncio.Semaphore(at_once)
    async with httpx2.AsyncClient(
        base_url=url, headers=headers, limits=limits, timeout=_ANSWER_SECONDS, trust_env=False
    ) as http:

        async def one(number: int) -> None:
            async with places:
                answer = await http.post("/edit-scenario", json=edit_body(number))
            if answer.status_code != 200:
                raise BenchmarkFailed(f"an edit was answered {answer.status_code}: {answer.text}")

        cpu, began = sum(map(cpu_seconds, pids)), time.perf_counter()
        async with watched_memory(pids) as peaks:
            await asyncio.gather(*(one(number) for number in range(edits)))
            seconds = time.perf_counter() - began
    gateway, worker = peaks
    return Edited(edits, seconds, sum(map(cpu_seconds, pids)) - cpu, gateway, worker)


def _finding(how: str, edited: Edited) -> str:
    return f"{edited.edits} {how}: {edited.seconds:.2f} s"
