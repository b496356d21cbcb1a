"""A page whose messages a slow model writes, and the same page again from the cache."""

import time
from dataclasses import dataclass
from typing import Any

import httpx2

from app.config.settings import Settings
from scripts.benchmark import product
from scripts.benchmark.children import Children, module
from scripts.benchmark.engine.stage import Stage
from scripts.benchmark.failure import BenchmarkFailed
from scripts.benchmark.outfits.shop import DATABASE, NUMBER
from scripts.services.plan import stand_ins

OUTFITS = 20
MODEL_SECONDS = 2.0
AT_ONCE = 10

_PAGE = f"/api/recommendations?limit={OUTFITS}"
_READY_SECONDS = 60.0


@dataclass(frozen=True)
class Paged:
    """Seconds of each round."""

    written: list[float]
    cached: list[float]


def page_with_messages(stage: Stage, rounds: int) -> Paged:
    """Each round begins with an empty cache."""
    with stage.children() as children, stage.screen.part("messages", rounds + 1) as steps:
        steps.begin("gateway, worker and sandbox start")
        sandbox = product.start_sandbox(children, stage.home)
        gateway = _start(stage, children, sandbox.url)
        written, cached = [], []
        with product.client(gateway) as http, product.client(sandbox.url) as control:
            _get(http)  # not counted: whatever is imported or connected at the first use
            steps.done()
            latency = {"chat": MODEL_SECONDS, "gemini": MODEL_SECONDS}
            control.put("/control/latency", json=latency).raise_for_status()
            for _ in range(rounds):
                steps.begin(f"{OUTFITS} outfits, a model of {MODEL_SECONDS:g} s")
                stage.servers.flush(NUMBER)
                written.append(_get(http))
                cached.append(_get(http))
                steps.done(f"written {written[-1]:.2f} s, cached {cached[-1] * 1e3:.0f} ms")
    return Paged(written, cached)


def _start(stage: Stage, children: Children, sandbox_url: str) -> str:
    settings = product.environment(stage.servers.endpoints(DATABASE, NUMBER), stage.home)
    settings |= stand_ins(Settings.model_construct(), sandbox_url)
    gateway = product.start_gateway(children, "gateway-outfits", settings)
    command = module("run_unified_llm_worker", "--queues", "recommendation_queue")
    worker = children.start("worker-outfits", command, settings)
    with product.client(gateway.url) as http:
        worker.wait_until(lambda: _has_messages(_page(http)), _READY_SECONDS, every=0.5)
    stage.servers.flush(NUMBER)
    return gateway.url


def _get(http: httpx2.Client) -> float:
    began = time.perf_counter()
    body = _page(http)
    seconds = time.perf_counter() - began
    if not _has_messages(body):
        raise BenchmarkFailed("some outfits had no message")
    return seconds


def _page(http: httpx2.Client) -> dict[str, Any]:
    body: dict[str, Any] = http.get(_PAGE).raise_for_status().json()
    return body


def _has_messages(body: dict[str, Any]) -> bool:
    outfits = body["data"]["outfits"]
    return len(outfits) == OUTFITS and all(outfit["llmMessage"] for outfit in outfits)
