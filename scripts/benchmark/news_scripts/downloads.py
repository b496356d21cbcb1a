"""Images from a slow server: one after the other, and as a script's research downloads them."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass

import httpx2

from app.config.settings import load_settings
from app.services.outbound.urls import origin_of
from scripts.benchmark import product
from scripts.benchmark.engine.stage import Stage
from scripts.benchmark.failure import BenchmarkFailed
from scripts.benchmark.news_scripts.collector import open_collector
from scripts.benchmark.news_scripts.database import NUMBER, SCRIPTS

IMAGES = 10
IMAGE_SECONDS = 2.0
AT_ONCE = 5


@dataclass(frozen=True)
class Downloaded:
    """Seconds for all images: of the one round in a row, and of each round at once."""

    in_a_row: float
    at_once: Sequence[float]


def download(stage: Stage, rounds: int) -> Downloaded:
    """The same images each time; they are downloaded anew and kept once."""
    with stage.children() as children, stage.screen.part("images", rounds + 1) as steps:
        steps.begin("sandbox starts")
        sandbox = product.start_sandbox(children, stage.home).url
        asyncio.run(_seconds(stage, sandbox, AT_ONCE))  # draws them: that is not counted
        _slow(sandbox)
        steps.begin(f"{IMAGES} images of {IMAGE_SECONDS:g} s, one after the other")
        in_a_row = asyncio.run(_seconds(stage, sandbox, 1))
        steps.done(f"one after the other {in_a_row:.2f} s")
        at_once = []
        for _ in range(rounds):
            steps.begin(f"{IMAGES} images of {IMAGE_SECONDS:g} s, {AT_ONCE} at a time")
            at_once.append(asyncio.run(_seconds(stage, sandbox, AT_ONCE)))
            steps.done(f"{AT_ONCE} at a time {at_once[-1]:.2f} s")
    return Downloaded(in_a_row, at_once)


def image_urls(sandbox: str, count: int) -> list[str]:
    """Pictures that the sandbox draws to order."""
    return [f"{sandbox}/images/drawn.jpg?prompt=bees&seed={n}&width=600" for n in range(count)]


def _slow(sandbox: str) -> None:
    with httpx2.Client(base_url=sandbox, timeout=30, trust_env=False) as control:
        control.put("/control/latency", json={"images": IMAGE_SECONDS}).raise_for_status()


async def _seconds(stage: Stage, sandbox: str, at_once: int) -> float:
    endpoint = stage.servers.endpoints(SCRIPTS, NUMBER).postgres
    timeout = load_settings().SCRIPT_IMAGE_TIMEOUT
    async with open_collector(
        endpoint, stage.home, origin_of(sandbox), at_once=at_once, timeout=timeout
    ) as collector:
        began = time.perf_counter()
        found = await asyncio.gather(*map(collector.collect, image_urls(sandbox, IMAGES)))
        seconds = time.perf_counter() - began
    if not all(collected.image for collected in found):
        raise BenchmarkFailed("an image was left out")
    return seconds
