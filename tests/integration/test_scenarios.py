"""Stories through real processes: gateway, workers, sandbox."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from math import inf
from pathlib import Path
from typing import Any

import httpx2
import pytest

from app.embedded.endpoints import Endpoints
from tests.faults.processes import ForkedFleet
from tests.fleet import Fleet
from tests.scenario_payload import PAYLOAD
from tests.unit.services.scenario.rules import check_values
from tests.unit.services.scenario.stories import compact, story

WORKER = ("run_unified_llm_worker.py", "--queues", "scenario_edit_queue")
STORY = story(moves=(0.5, -0.3, 0.8))
EDIT = {
    "chapterId": "3333",
    "story": compact(STORY),
    "editRequest": "3턴의 뉴스를 용이 나타났다는 이야기로 바꿔 주세요.",
}
SECONDS = 40
LIMIT = 4


@pytest.fixture
async def fleet(endpoints: Endpoints, sandbox_url: str, tmp_path: Path) -> AsyncIterator[Fleet]:
    """A gateway that answers, and no worker yet."""
    async with ForkedFleet(endpoints, sandbox_url, tmp_path) as fleet:
        await fleet.gateway()
        yield fleet


async def _edit(fleet: Fleet, path: str = "/edit-scenario", **body: Any) -> httpx2.Response:
    return await fleet.client.post(path, json={**EDIT, **body}, timeout=SECONDS)


async def _started(fleet: Fleet, endpoint: str) -> None:
    async with asyncio.timeout(SECONDS):
        while True:
            if (await fleet.calls(endpoint)).get("in_flight"):
                return
            await asyncio.sleep(0.02)


async def test_the_documents_edit_and_one_that_names_a_turn(fleet: Fleet) -> None:
    fleet.start(*WORKER)
    answer = await _edit(fleet, "/edit-scenario-async", **PAYLOAD)
    assert answer.status_code == 200, answer.text
    assert set(answer.json()) <= {"chapterId", "story", "isCustom", "warnings"}
    assert answer.json()["chapterId"] == "async-test-001"
    [turn] = check_values(answer.json()["story"])
    assert turn["stocks"][0]["name"] == "🧙♂️ 화염 마법사"

    turns = check_values((await _edit(fleet)).json()["story"])
    assert turns[:2] == STORY[:2]
    assert "용" in turns[2]["news"]
    assert [turn["news"] for turn in turns[3:]] == [turn["news"] for turn in STORY[3:]]

    answer = await fleet.client.post("/scenarios", json={"chapterId": "1111"}, timeout=SECONDS)
    assert len(check_values(answer.json()["story"])) == 7
    assert (await fleet.calls("gemini"))["started"] >= 3
    assert (await fleet.calls("chat"))["started"] == 0


async def test_a_worker_killed_during_an_edit_costs_its_client_only_time(fleet: Fleet) -> None:
    await fleet.latency(gemini=1)
    worker = fleet.start(*WORKER)
    waiting = asyncio.create_task(_edit(fleet))
    await _started(fleet, "gemini")
    worker.kill()
    fleet.start(*WORKER)
    answer = await waiting
    assert answer.status_code == 200, answer.text
    assert "용" in check_values(answer.json()["story"])[2]["news"]
    assert await fleet.execute("SELECT count(*) FROM tasks") == 1


async def test_without_gemini_the_other_model_edits(fleet: Fleet) -> None:
    await fleet.fault(endpoint="gemini", kind="status", status=503, times=None)
    fleet.start(*WORKER)
    answer = await _edit(fleet)
    assert answer.status_code == 200, answer.text
    check_values(answer.json()["story"])
    assert (await fleet.calls("gemini"))["started"] >= 1
    assert (await fleet.calls("chat"))["started"] >= 1


async def test_a_stream_shows_the_story_and_ends_with_the_result(fleet: Fleet) -> None:
    fleet.start(*WORKER)
    text, kinds, result = "", [], {}
    async with fleet.client.stream(
        "POST", "/edit-scenario-stream", json=EDIT, timeout=SECONDS
    ) as answer:
        async for event in httpx2.EventSource(answer):
            if not event.data:
                continue
            kinds.append(event.event)
            if event.event == "token":
                text += event.json()["text"]
            elif event.event == "reset":
                text = ""
            elif event.event == "done":
                result = event.json()
    assert kinds[-1] == "done"
    assert kinds.count("turn_started") % 7 == 0
    assert len(json.loads(text)["turns"]) == len(check_values(result["story"])) == 7


async def test_a_stream_outlives_its_worker_and_its_reader(fleet: Fleet) -> None:
    await fleet.fault(endpoint="gemini", kind="drip", seconds=0.01, times=1)
    worker = fleet.start(*WORKER)
    kinds: list[str] = []
    text = ""
    async with fleet.client.stream(
        "POST", "/edit-scenario-stream", json=EDIT, timeout=SECONDS
    ) as answer:
        async for event in httpx2.EventSource(answer):
            kinds.append(event.event)
            if event.event == "token":
                text += event.json()["text"]
                if worker.poll() is None and kinds.count("reset") == 0:
                    worker.kill()
                    worker.wait()
                    fleet.start(*WORKER)
                elif kinds.count("reset") == 1:
                    break  # the reader leaves before the end
            elif event.event == "reset":
                text = ""
        address = answer.headers["location"]
    assert text

    text, ends = "", []
    async with fleet.client.stream("GET", f"{address}/stream", timeout=SECONDS) as answer:
        async for event in httpx2.EventSource(answer):
            if event.event in ("token", "reset"):
                text = text + event.json()["text"] if event.event == "token" else ""
            elif event.event in ("done", "failed"):
                ends.append(event.json())
    [result] = ends
    assert len(json.loads(text)["turns"]) == len(check_values(result["story"])) == 7
    assert await fleet.execute("SELECT count(*) FROM tasks") == 1


async def test_edits_at_once_take_as_long_as_the_limit_allows(fleet: Fleet) -> None:
    fleet.start(*WORKER, LLM_MAX_CONCURRENCY=str(LIMIT))
    await _edit(fleet)
    await fleet.latency(gemini=1.5)
    ratios: list[float] = []
    while len(ratios) < 3 and min(ratios, default=inf) > 1.1:  # the machine may be busy
        alone = await _seconds(fleet, 1)
        ratios.append(await _seconds(fleet, 2 * LIMIT) / (2 * alone))
    assert min(ratios) <= 1.1, ratios
    assert (await fleet.calls("gemini"))["max_in_flight"] == LIMIT


async def _seconds(fleet: Fleet, edits: int) -> float:
    began = time.monotonic()
    answers = await asyncio.gather(*(_edit(fleet) for _ in range(edits)))
    assert {answer.status_code for answer in answers} == {200}
    return time.monotonic() - began


async def test_a_batch_keeps_its_bound_its_places_and_its_faults_apart(fleet: Fleet) -> None:
    await fleet.latency(gemini=0.5)
    for endpoint in ("gemini", "chat"):  # the model that is asked, and the one that stands in
        await fleet.fault(endpoint=endpoint, kind="status", status=400, times=1)
    items = [{"type": "edit", **EDIT, "chapterId": f"c{number}"} for number in range(7)]
    answer = await fleet.client.post("/scenarios/batch", json={"items": items})
    assert answer.status_code == 202
    worker = fleet.start(*WORKER)
    finished: dict[int, str] = {}
    async with fleet.client.stream("GET", answer.json()["events_url"], timeout=SECONDS) as events:
        async for event in httpx2.EventSource(events):
            if event.event == "item_finished":
                finished[event.json()["index"]] = event.json()["status"]
                if len(finished) == 3:  # what was made is not made again
                    assert (await fleet.calls("gemini"))["max_in_flight"] == 3
                    worker.kill()
                    worker = fleet.start(*WORKER)
    assert sorted(finished) == list(range(7))
    results = (await fleet.client.get(answer.json()["url"])).json()["results"]["results"]
    assert [item["chapterId"] for item in results] == [f"c{number}" for number in range(7)]
    [failed] = [index for index, item in enumerate(results) if item["error"]]
    assert results[failed]["error"]["slug"] == "upstream_refused"
    assert results[failed]["result"] is None
    assert [index for index, status in finished.items() if status == "error"] == [failed]
    calls = await fleet.calls("gemini")
    assert calls["max_in_flight"] <= 3 + 3  # those that the kill left behind, and the next three
    assert 7 <= calls["started"] <= 7 + 3
