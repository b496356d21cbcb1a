"""Whole comics through gateway and worker, alone and many at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import httpx2

from app.config.settings import Settings
from scripts.benchmark import product
from scripts.benchmark.children import Child, Children, module
from scripts.benchmark.engine.comics.workshop import Made, Workshop
from scripts.benchmark.engine.stage import SMALL, Stage
from scripts.benchmark.product import Listening
from scripts.benchmark.progress import Steps
from scripts.benchmark.usage import Memory, memory
from scripts.services.plan import stand_ins

_DATABASE, _NUMBER = "comic", 7
_READY_SECONDS = 60.0


@dataclass(frozen=True)
class Making:
    """What was made while the sandbox answered with ``latency``; ``memory`` is the worker's.

    So many tasks were ``stored`` before.
    """

    stored: int
    latency: Mapping[str, float]
    singles: Sequence[Made]
    many: Made
    memory: tuple[Memory, Memory]


def make_comics(stage: Stage, template: str) -> Making:
    """Some one after the other, then many at once, in a copy of the database ``template``."""
    with stage.children() as children, stage.screen.part("comic", stage.sizes.comics + 2) as steps:
        steps.begin("gateway, worker and sandbox start")
        stage.servers.renew(_DATABASE, template=template)
        sandbox = product.start_sandbox(children, stage.home)
        gateway, worker = _start(stage, children, sandbox)
        with product.client(gateway.url) as http, product.client(sandbox.url) as control:
            worker.wait_until(lambda: _healthy(http), _READY_SECONDS)
            at_start = memory(worker.pid)
            database = stage.servers.endpoints(_DATABASE, _NUMBER).postgres
            latency, singles, many = _made(stage, Workshop(http, control, database), steps)
            used = (at_start, memory(worker.pid))
            return Making(_stored(stage, template), latency, singles, many, used)


def _start(stage: Stage, children: Children, sandbox: Listening) -> tuple[Listening, Child]:
    settings = product.environment(stage.servers.endpoints(_DATABASE, _NUMBER), stage.home)
    settings |= stand_ins(Settings.model_construct(), sandbox.url)
    gateway = product.start_gateway(children, "gateway-comic", settings)
    return gateway, children.start("worker", module("run_unified_llm_worker"), settings)


def _stored(stage: Stage, template: str) -> int:
    return stage.sizes.small if template == SMALL else stage.sizes.large


def _healthy(gateway: httpx2.Client) -> bool:
    return gateway.get("/health").status_code == 200


def _made(
    stage: Stage, workshop: Workshop, steps: Steps
) -> tuple[dict[str, float], list[Made], Made]:
    sizes = stage.sizes
    latency = {"chat": sizes.chat_seconds, "txt2img": sizes.image_seconds}
    steps.begin("a first comic that is not counted")
    workshop.make(1, {"chat": 0.0, "txt2img": 0.0})
    steps.done()
    singles = []
    for _ in range(sizes.comics):
        steps.begin("a comic alone")
        singles.append(workshop.make(1, latency))
        steps.done(f"alone {singles[-1].seconds:.2f} s")
    steps.begin(f"{sizes.comics_at_once} comics at once")
    many = workshop.make(sizes.comics_at_once, latency)
    steps.done(f"{many.comics} at once {many.seconds:.2f} s")
    return latency, singles, many
