"""One broken image among good ones: what becomes of the others."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.errors import (
    AppError,
    BadImage,
    BadReply,
    ProviderRefused,
    ProviderTimeout,
    UnsafeUrl,
)
from app.services.outbound.urls import origin_of
from scripts.benchmark import product
from scripts.benchmark.engine.stage import Stage
from scripts.benchmark.news_scripts.collector import open_collector
from scripts.benchmark.news_scripts.database import NUMBER, SCRIPTS
from scripts.benchmark.news_scripts.downloads import AT_ONCE, image_urls

GOOD = 9
TIMEOUT = 2.0


@dataclass(frozen=True)
class Fault:
    """One of the sandbox's hostile images, and the error that it must end as."""

    name: str
    file: str
    error: type[AppError]


FAULTS = (
    Fault("hang", "hang.jpg", ProviderTimeout),
    Fault("404", "missing.jpg", ProviderRefused),
    Fault("HTML as JPEG", "html.jpg", BadImage),
    Fault("20 kB bomb", "bomb.png", BadImage),
    Fault("redirect to a private address", "private.jpg", UnsafeUrl),
    Fault("50 MB", "huge.jpg", BadReply),
)


@dataclass(frozen=True)
class Outcome:
    """How one fault ended: ``whole`` of the good ones were kept; ``told`` of the broken one."""

    fault: str
    whole: int
    told: str
    expected: bool
    seconds: float

    @property
    def held(self) -> bool:
        """The rest is whole, and the broken one ended as the error that it is."""
        return self.whole == GOOD and self.expected


def break_images(stage: Stage) -> Sequence[Outcome]:
    """Each fault once: it is there or it is not."""
    with stage.children() as children, stage.screen.part("faults", len(FAULTS)) as steps:
        sandbox = product.start_sandbox(children, stage.home).url
        outcomes = []
        for fault in FAULTS:
            steps.begin(fault.name)
            outcomes.append(asyncio.run(_outcome(stage, sandbox, fault)))
            steps.done(f"{fault.name}: {outcomes[-1].whole} of {GOOD} whole")
    return outcomes


async def _outcome(stage: Stage, sandbox: str, fault: Fault) -> Outcome:
    endpoint = stage.servers.endpoints(SCRIPTS, NUMBER).postgres
    urls = [f"{sandbox}/images/hostile/{fault.file}", *image_urls(sandbox, GOOD)]
    async with open_collector(
        endpoint, stage.home, origin_of(sandbox), at_once=AT_ONCE, timeout=TIMEOUT
    ) as collector:
        began = time.perf_counter()
        broken, *rest = await asyncio.gather(*map(collector.collect, urls), return_exceptions=True)
        seconds = time.perf_counter() - began
    whole = sum(not isinstance(each, BaseException) and each.image is not None for each in rest)
    told = broken.detail if isinstance(broken, AppError) else ""
    return Outcome(fault.name, whole, told, type(broken) is fault.error, seconds)
