"""LLM tasks through real processes: gateway, workers, sandbox."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from app.embedded.endpoints import Endpoints
from app.services.llm.protocol import CUT_SHORT
from tests.faults.processes import ForkedFleet
from tests.fleet import Fleet

PROMPT = "수달은 강가에서 물고기를 잡으며 산다. 이 글을 한 문장으로 요약해 주세요."
QUEUES = ("run_unified_llm_worker.py", "--queues", "llm_request_queue,llm_chat_queue")


@pytest.fixture
async def fleet(endpoints: Endpoints, sandbox_url: str, tmp_path: Path) -> AsyncIterator[Fleet]:
    """A gateway that answers, and no worker yet."""
    async with ForkedFleet(endpoints, sandbox_url, tmp_path) as fleet:
        await fleet.gateway()
        yield fleet


async def _post(fleet: Fleet, wait: int = 20, **body: Any) -> dict[str, Any]:
    headers = {"Prefer": f"wait={wait}"}
    answer = await fleet.client.post("/api/v1/llm/tasks", json=body, headers=headers, timeout=30)
    assert answer.status_code in (200, 202), answer.text
    return dict(answer.json())


async def _told(fleet: Fleet, task_id: str) -> AsyncIterator[tuple[str, dict[str, Any]]]:
    async with fleet.client.sse(f"/api/v1/llm/tasks/{task_id}/stream") as source:
        async for event in source:
            if event.data:
                yield event.event, event.json()


async def _in_flight(fleet: Fleet, calls: int) -> None:
    while True:
        if (await fleet.calls("chat")).get("in_flight") == calls:
            return
        await asyncio.sleep(0.02)


async def _checked(fleet: Fleet) -> int:
    """What the documented command ends with."""
    check = fleet.start("tests/check_llm_system.py")
    return await asyncio.to_thread(check.wait, 40)


async def test_prompts_and_conversations_are_answered(fleet: Fleet) -> None:
    assert await _checked(fleet) == 1  # no worker
    fleet.start(*QUEUES)
    prompt = await _post(fleet, prompt=PROMPT)
    assert prompt["status"] == "completed", prompt
    assert "수달" in prompt["result"]["generated_text"]
    assert prompt["result"]["usage"]["completion_tokens"] > 0
    talk = await _post(fleet, messages=[{"role": "user", "content": PROMPT}], max_tokens=300)
    assert "수달" in talk["result"]["generated_text"]
    assert talk["result"]["finish_reason"] == "stop"
    short = await _post(fleet, prompt=PROMPT, max_tokens=2)
    assert short["status"] == "completed", short
    assert short["result"]["generated_text"]
    assert short["result"]["finish_reason"] == "length"
    assert short["result"]["warnings"] == [CUT_SHORT]
    text = ""
    async for kind, data in _told(fleet, talk["task_id"]):
        text += data["text"] if kind == "token" else ""
        if kind == "done":
            assert data["result"]["generated_text"] == talk["result"]["generated_text"] == text
    assert kind == "done"
    assert await _checked(fleet) == 0


async def test_an_answer_is_reused_when_asked_and_a_stand_in_is_named(fleet: Fleet) -> None:
    spare = {"name": "spare", "endpoint": f"{fleet.sandbox_url}/v1"}
    fleet.start(*QUEUES, LLM_MODELS=json.dumps([spare]), LLM_FALLBACK_MODEL="spare")
    fault = {"endpoint": "chat", "kind": "status", "status": 401}
    async with httpx2.AsyncClient(base_url=fleet.sandbox_url) as control:
        (await control.post("/control/faults", json=fault)).raise_for_status()
    first = await _post(fleet, prompt=PROMPT, cache=True)
    assert first["result"]["warnings"] == [
        "llama3 모델이 답하지 못해 newsum-sandbox 모델이 대신 답했습니다."
    ]
    kept = await _post(fleet, prompt=PROMPT, cache=True)  # a stand-in's answer is not
    assert kept["result"]["warnings"] == []
    again = await _post(fleet, prompt=PROMPT, cache=True)
    assert again["result"] == kept["result"]
    assert (await fleet.calls("chat"))["started"] == 3
    await _post(fleet, prompt=PROMPT)
    assert (await fleet.calls("chat"))["started"] == 4


async def test_a_killed_worker_costs_nothing_but_time(fleet: Fleet) -> None:
    await fleet.latency(chat=1.5)
    worker = fleet.start(*QUEUES)
    accepted = await _post(fleet, wait=0, prompt=PROMPT)
    story: list[str] = []
    async with asyncio.timeout(40):
        async for kind, data in _told(fleet, accepted["task_id"]):
            story.append(kind)
            if kind == "started" and data["attempt"] == 1:
                worker.kill()
                await fleet.latency(chat=0)
                fleet.start(*QUEUES)
            if kind == "done":
                assert "수달" in data["result"]["generated_text"]
    assert story[-1] == "done"
    assert story.count("started") == 2


async def test_cancelling_closes_the_call(fleet: Fleet) -> None:
    await fleet.latency(chat=30)
    fleet.start(*QUEUES)
    accepted = await _post(fleet, wait=0, prompt=PROMPT)
    async with asyncio.timeout(30):
        await _in_flight(fleet, 1)
        answer = await fleet.client.post(f"/api/v1/llm/tasks/{accepted['task_id']}/cancel")
        assert answer.status_code == 202
        await _in_flight(fleet, 0)
    assert (await fleet.calls("chat"))["cancelled"] == 1


def _logged(fleet: Fleet, event: str) -> list[dict[str, Any]]:
    lines = (fleet.home / "logs" / "app.log").read_text().splitlines()
    return [line for line in map(json.loads, lines) if line["event"] == event]


async def test_a_worker_tells_what_it_does_and_that_it_has_nothing_to_do(fleet: Fleet) -> None:
    worker = fleet.start(
        *QUEUES,
        LLM_WORKER_TIMEOUT="0.2",
        LLM_WORKER_MAX_EMPTY_CYCLES="2",
        LLM_WORKER_STATS_INTERVAL="3",
    )
    async with asyncio.timeout(20):
        while not _logged(fleet, "worker_idle"):  # noqa: ASYNC110 - a file tells nobody
            await asyncio.sleep(0.1)
        await asyncio.sleep(1)
    [idle] = _logged(fleet, "worker_idle")  # said once, and the worker stays
    assert (idle["database"], idle["redis"]) == (True, True)
    assert worker.poll() is None
    for number in range(3):
        assert (await _post(fleet, prompt=f"{number}. {PROMPT}"))["status"] == "completed"
    [told] = _logged(fleet, "worker_stats")
    assert told["tasks"] == 3
    assert told["tasks_per_second"] > 0
    assert told["processing_time"]["p50"] <= told["processing_time"]["max"]

    run = 'newsum_task_run_seconds_count{end="succeeded",type="llm_request",worker='
    async with asyncio.timeout(20):
        while True:
            metrics = (await fleet.client.get("/metrics")).text
            counted = [line for line in metrics.splitlines() if line.startswith(run)]
            if counted and counted[0].endswith(" 3.0"):
                break
            await asyncio.sleep(0.2)
    assert 'newsum_service_up{service="llm"} 1.0' in metrics
    assert 'newsum_llm_call_seconds_count{end="ok"' in metrics
