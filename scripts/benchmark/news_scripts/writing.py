"""A whole script through gateway and worker, beside the time that the models alone take."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Any

import httpx2

from app.config.settings import Settings, load_settings
from scripts.benchmark import product
from scripts.benchmark.children import Children, module
from scripts.benchmark.engine.stage import Stage
from scripts.benchmark.failure import BenchmarkFailed
from scripts.benchmark.news_scripts.database import NUMBER, SCRIPTS
from scripts.services.plan import stand_ins

MODEL_SECONDS = 1.0
IMAGE_SECONDS = 2.0
_TOPIC = "도심 옥상 양봉이 생태계에 미친 영향"
_CHAPTERS = 5
_PATIENCE_SECONDS = 120.0


@dataclass(frozen=True)
class Written:
    """One script: seconds from acceptance to the end, and what was called for it."""

    seconds: float
    articles: int
    images: int
    looked_at: int

    @property
    def least(self) -> float:
        """The shortest time that the latencies and the limits allow.

        The plan, then the research (an image is looked at after its download, articles are read
        meanwhile), then hook, chapters and closing.
        """
        settings = load_settings()  # the worker inherited them
        calls, downloads = settings.SCRIPT_MAX_LLM_CALLS, settings.SCRIPT_MAX_DOWNLOADS
        reading = ceil((self.articles + self.looked_at) / calls) * MODEL_SECONDS
        looking = ceil(self.images / downloads) * IMAGE_SECONDS + MODEL_SECONDS
        research = max(reading, looking if self.looked_at else 0.0)
        return MODEL_SECONDS + research + (2 + ceil(_CHAPTERS / calls)) * MODEL_SECONDS


def write(stage: Stage, rounds: int) -> Sequence[Written]:
    """One after the other; the first, for which the worker starts, is not counted."""
    with stage.children() as children, stage.screen.part("scripts", rounds + 1) as steps:
        steps.begin("gateway, worker and sandbox start")
        sandbox = product.start_sandbox(children, stage.home)
        gateway = _start(stage, children, sandbox.url)
        written = []
        with product.client(gateway) as http, product.client(sandbox.url) as control:
            _written(http, control, {})
            steps.done()
            latency = {
                "chat": MODEL_SECONDS,
                "gemini": MODEL_SECONDS,
                "images": IMAGE_SECONDS,
            }
            for _ in range(rounds):
                steps.begin(f"a model of {MODEL_SECONDS:g} s, images of {IMAGE_SECONDS:g} s")
                written.append(_written(http, control, latency))
                steps.done(f"{written[-1].seconds:.2f} s, at least {written[-1].least:.2f} s")
    return written


def _start(stage: Stage, children: Children, sandbox_url: str) -> str:
    settings = product.environment(stage.servers.endpoints(SCRIPTS, NUMBER), stage.home)
    settings |= stand_ins(Settings.model_construct(), sandbox_url)
    gateway = product.start_gateway(children, "gateway-scripts", settings)
    command = module("run_unified_llm_worker", "--queues", "script_task_queue")
    children.start("worker-scripts", command, settings)
    return gateway.url


def _written(http: httpx2.Client, control: httpx2.Client, latency: dict[str, float]) -> Written:
    control.delete("/control").raise_for_status()
    control.put("/control/latency", json=latency).raise_for_status()
    answer = http.post("/api/v1/scripts", json={"topic": _TOPIC}).raise_for_status().json()
    status = _ended(http, str(answer["task_id"]))
    if status["status"] != "SUCCESS":
        raise BenchmarkFailed(f"the script failed: {status['error_details']}")
    calls = control.get("/control/calls").raise_for_status().json()
    references = status["result"]["references"]
    return Written(
        seconds=_between(status),
        articles=len(references),
        images=calls["images"]["finished"],
        looked_at=calls["gemini"]["finished"],
    )


def _ended(http: httpx2.Client, task_id: str) -> dict[str, Any]:
    give_up = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < give_up:
        status: dict[str, Any] = http.get(f"/api/v1/scripts/{task_id}").raise_for_status().json()
        if status["timestamp_end"]:
            return status
        time.sleep(0.2)  # noqa: TID251 - a command line of its own, no loop runs here
    raise BenchmarkFailed(f"a script took longer than {_PATIENCE_SECONDS:.0f} s")


def _between(status: dict[str, Any]) -> float:
    began, ended = (
        datetime.fromisoformat(status[name]) for name in ("timestamp_accepted", "timestamp_end")
    )
    return (ended - began).total_seconds()
