"""One broken image among good ones: what becomes of the others."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.errors import AppError
from app.services.outbound.urls import origin_of
from scripts.benchmark import product
from scripts.benchmark.engine.stage import Stage
from scripts.benchmark.news_scripts.collector import open_collector
from scripts.benchmark.news_scripts.database import NUMBER, SCRIPTS
from scripts.benchmark.news_scripts.downloads import AT_ONCE, image_urls

GOOD = 9
TIMEOUT = 2.0
FAULTS = {
    "hang": "hang.jpg",
    "404": "missing.jpg",
    "HTML as JPEG": "html.jpg",
    "20 kB bomb": "bomb.png",
    "redirect to a private address": "private.jpg",
    "50 MB": "huge.jpg",
}


@dataclass(frozen=True)
class Outcome:
    """How one fault ended: ``whole`` of the good ones were kept, and the broken one was told."""

    fault: str
    whole: int
    told: str
    seconds: float

    @property
    def held(self) -> bool:
        """The rest is whole, and the broken one is an error that a warning can say."""
        return self.whole == GOOD and bool(self.told)


def break_images(stage: Stage) -> Sequence[Outcome]:
    """Each fault once: it is there or it is not."""
    with stage.children() as children, stage.screen.part("faults", len(FAULTS)) as steps:
        sandbox = product.start_sandbox(children, stage.home).url
        outcomes = []
        for fault, name in FAULTS.items():
            steps.begin(fault)
            outcomes.append(asyncio.run(_outcome(stage, sandbox, fault, name)))
            steps.done(f"{fault}: {outcomes[-1].whole} of {GOOD} whole")
    return outcomes


async def _outcome(stage: Stage, sandbox: str, fault: str, name: str) -> Outcome:
    endpoint = stage.servers.endpoints(SCRIPTS, NUMBER).postgres
    urls = [f"{sandbox}/images/hostile/{name}", *image_urls(sandbox, GOOD)]
    async with open_collector(
        endpoint, stage.home, origin_of(sandbox), at_once=AT_ONCE, timeout=TIMEOUT
    ) as collector:
        began = time.perf_counter()
        broken, *rest = await asyncio.gather(*map(collector.collect, urls), return_exceptions=True)
        seconds = time.perf_counter() - began
    whole = sum(not isinstance(each, BaseException) and each.image is not None for each in rest)
    told = broken.detail if isinstance(broken, AppError) else ""
    return Outcome(fault, whole, told, seconds)
