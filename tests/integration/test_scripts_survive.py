"""Scripts through gateway and workers, killed in every step. Everything real but the models."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from app.embedded.endpoints import Endpoints
from app.workflows.steps import SCRIPT_STEPS
from tests.faults.processes import ForkedFleet
from tests.fleet import Fleet
from tests.hostile_server import answer
from tests.newsroom import STORIES, Newsroom, newsroom
from tests.script_services import web_of

TOPIC = "도심 양봉과 꿀벌"
PICTURES = [path for story in STORIES for path in story.pictures]
MODEL_CALLS = 1 + len(STORIES) + len(PICTURES) + 7


@pytest.fixture
async def room() -> AsyncIterator[Newsroom]:
    async with newsroom() as room:
        yield room


@pytest.fixture
async def fleet(endpoints: Endpoints, sandbox_url: str, tmp_path: Path) -> AsyncIterator[Fleet]:
    async with ForkedFleet(endpoints, sandbox_url, tmp_path) as fleet:
        yield fleet


async def submit(fleet: Fleet) -> str:
    reply = await fleet.client.post("/api/v1/scripts", json={"topic": TOPIC})
    assert reply.status_code == 202, reply.text
    return str(reply.json()["task_id"])


async def ended(fleet: Fleet, task_id: str, within: float = 60) -> dict[str, Any]:
    give_up = time.monotonic() + within
    while time.monotonic() < give_up:
        status = dict((await fleet.client.get(f"/api/v1/scripts/{task_id}")).json())
        if status["status"] in ("SUCCESS", "FAILURE"):
            return status
        await asyncio.sleep(0.1)
    raise AssertionError(f"not ended: {status}")


async def events(fleet: Fleet, task_id: str) -> list[tuple[str, dict[str, Any]]]:
    async with fleet.client.stream("GET", f"/api/v1/scripts/{task_id}/events") as response:
        return [(e.event, e.json()) async for e in httpx2.EventSource(response) if e.id]


async def check_whole(fleet: Fleet, status: dict[str, Any]) -> None:
    """Every claim has a fact, every fact an article, every image a file."""
    assert status["status"] == "SUCCESS", status
    result = status["result"]
    assert len(result["script"]["chapters"]) == 5
    urls = {reference["url"] for reference in result["references"]}
    mapped = {entry["claim_id"]: entry for entry in result["draft"]["source_map"]}
    for claim in result["draft"]["claims"]:
        assert claim["fact_ids"]
        assert mapped[claim["id"]]["article_url"] in urls
    for reference in result["references"]:
        assert reference["analysis"]["facts"]
        for image in reference["images"]:
            assert (await fleet.client.get(image["url"])).status_code == 200


@pytest.mark.timeout(120)
async def test_a_script_whose_worker_is_killed_in_every_step_ends_whole(
    fleet: Fleet, room: Newsroom, tmp_path: Path
) -> None:
    await fleet.gateway()
    task_id = await submit(fleet)
    marks = tmp_path / "killed"
    marks.mkdir()
    fleet.start("-m", "tests.integration.comic_worker", KILLED=str(marks), **web_of(room.origin))
    status = await ended(fleet, task_id, within=100)
    await check_whole(fleet, status)
    assert {mark.name for mark in marks.iterdir()} == {step.node for step in SCRIPT_STEPS}
    story = await events(fleet, task_id)
    started = Counter(data["node"] for kind, data in story if kind == "node_started")
    finished = Counter(data["node"] for kind, data in story if kind == "node_finished")
    assert started == {step.node: 2 for step in SCRIPT_STEPS}
    assert finished == {step.node: 1 for step in SCRIPT_STEPS}
    assert (await fleet.calls("chat"))["started"] == MODEL_CALLS, "no model call was paid twice"
    assert {path: room.asked[path] for path in PICTURES} == dict.fromkeys(PICTURES, 1)
    images = [image for each in status["result"]["references"] for image in each["images"]]
    assert len(images) == len(PICTURES)
    assert await fleet.execute("SELECT count(*) FROM script_pictures") == len(PICTURES)


async def test_broken_images_are_warnings_on_a_whole_script(fleet: Fleet, room: Newsroom) -> None:
    room.pictures = {
        PICTURES[0]: answer(status="404 Not Found"),
        PICTURES[1]: answer(b"<html>", content_type="image/jpeg"),
    }
    await fleet.gateway()
    fleet.worker(**web_of(room.origin))
    status = await ended(fleet, await submit(fleet))
    await check_whole(fleet, status)
    images = [image for each in status["result"]["references"] for image in each["images"]]
    assert [image["source_url"] for image in images] == [f"{room.origin}{PICTURES[2]}"]
    said = [text for text in status["result"]["warnings"] if "이미지를 쓰지 못했습니다" in text]
    assert len(said) == 2


async def test_two_scripts_share_the_limit_of_model_calls_and_wait_out_a_429(
    fleet: Fleet, room: Newsroom
) -> None:
    await fleet.gateway()
    await fleet.latency(chat=0.2)
    fault = {"endpoint": "chat", "kind": "status", "status": 429, "seconds": 1, "times": 2}
    async with httpx2.AsyncClient() as client:
        refused = await client.post(f"{fleet.sandbox_url}/control/faults", json=fault)
        refused.raise_for_status()
    ids = [await submit(fleet) for _ in range(2)]
    fleet.worker(**web_of(room.origin), TASK_LEASE_SECONDS="10")
    for task_id in ids:
        await check_whole(fleet, await ended(fleet, task_id))
    calls = await fleet.calls("chat")
    assert calls["max_in_flight"] == 3
    assert calls["started"] == 2 * MODEL_CALLS + 2


async def test_a_cancelled_script_stops_its_model_calls(fleet: Fleet, room: Newsroom) -> None:
    await fleet.gateway()
    await fleet.latency(chat=20)
    fleet.worker(**web_of(room.origin))
    task_id = await submit(fleet)
    give_up = time.monotonic() + 30
    while not (await fleet.calls("chat")).get("in_flight"):
        assert time.monotonic() < give_up
        await asyncio.sleep(0.1)
    assert (await fleet.client.post(f"/api/v1/scripts/{task_id}/cancel")).status_code == 202
    cancelled = time.monotonic()
    while (await fleet.calls("chat"))["in_flight"]:
        assert time.monotonic() < cancelled + 3
        await asyncio.sleep(0.02)
    assert (await events(fleet, task_id))[-1][0] == "cancelled"
