"""Comics under kill -9, SIGTERM, and servers that go away. Everything real but the models."""

import asyncio
import signal
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest

from app.embedded.endpoints import Endpoints
from app.workflows.steps import COMIC_STEPS
from tests.faults.processes import ForkedFleet
from tests.fleet import ARTICLE, Fleet
from tests.servers import ServerPair

MODEL_CALLS = 8
PANELS = 4


@pytest.fixture
async def fleet(endpoints: Endpoints, sandbox_url: str, tmp_path: Path) -> AsyncIterator[Fleet]:
    async with ForkedFleet(endpoints, sandbox_url, tmp_path) as fleet:
        yield fleet


async def check_whole(fleet: Fleet, comic_id: str) -> None:
    """One set of panels, files that are there, one webhook id."""
    status = await fleet.ended(comic_id)
    assert status["status"] == "DONE", status
    comic = (await fleet.client.get(f"/api/v1/comics/{comic_id}")).json()
    assert [panel["number"] for panel in comic["panels"]] == [1, 2, 3, 4]
    for path in ("report", "strip", *(f"panels/{n}" for n in range(1, 5))):
        answer = await fleet.client.get(f"/api/v1/comics/{comic_id}/{path}")
        assert answer.status_code == 200, path
    ids = await delivered_ids(fleet)
    assert len(set(ids)) == 1


async def delivered_ids(fleet: Fleet) -> list[str]:
    give_up = time.monotonic() + 10
    while time.monotonic() < give_up:
        if hooks := await fleet.webhooks():
            return [hook["headers"]["webhook-id"] for hook in hooks]
        await asyncio.sleep(0.1)
    raise AssertionError("no webhook came")


def started_nodes(events: list[tuple[int, str, dict[str, Any]]]) -> Counter[str]:
    return Counter(data["node"] for _, kind, data in events if kind == "node_started")


async def until_event(fleet: Fleet, comic_id: str, kind: str, **data: object) -> None:
    async with asyncio.timeout(30):
        async for _, told, about in fleet.stream(comic_id):
            if told == kind and all(about.get(key) == value for key, value in data.items()):
                return
    raise AssertionError(f"the story ended without {kind}")


@pytest.mark.timeout(180)
async def test_a_comic_whose_worker_is_killed_in_every_node_ends_done(
    fleet: Fleet, tmp_path: Path
) -> None:
    await fleet.gateway()
    comic_id = await fleet.submit()
    marks = tmp_path / "killed"
    marks.mkdir()

    fleet.start("-m", "tests.integration.comic_worker", KILLED=str(marks))
    assert (await fleet.ended(comic_id, within=150))["status"] == "DONE"
    await check_whole(fleet, comic_id)
    assert {mark.name for mark in marks.iterdir()} == {step.node for step in COMIC_STEPS}
    events = await fleet.events(comic_id)
    assert [number for number, _, _ in events] == list(range(1, len(events) + 1))
    assert started_nodes(events) == {step.node: 2 for step in COMIC_STEPS}
    finished = Counter(data["node"] for _, kind, data in events if kind == "node_finished")
    assert finished == {step.node: 1 for step in COMIC_STEPS}
    assert (await fleet.calls("chat"))["started"] == MODEL_CALLS, "no model call was paid twice"
    assert (await fleet.calls("txt2img"))["started"] == PANELS


async def test_a_worker_killed_between_panels_draws_only_the_rest(fleet: Fleet) -> None:
    await fleet.gateway()
    await fleet.latency(txt2img=0.6)
    worker = fleet.worker()
    comic_id = await fleet.submit()
    await until_event(fleet, comic_id, "panel")
    worker.kill()
    fleet.worker()
    await check_whole(fleet, comic_id)
    panels = [data["number"] for _, kind, data in await fleet.events(comic_id) if kind == "panel"]
    assert sorted(panels) == [1, 2, 3, 4]
    drawn = (await fleet.calls("txt2img"))["started"]
    assert PANELS <= drawn <= PANELS + 1, "only the call in flight at the kill is repeated"


async def test_a_thawed_worker_adds_no_checkpoint_to_a_comic_it_lost(fleet: Fleet) -> None:
    await fleet.gateway()
    await fleet.latency(chat=0.5)
    zombie = fleet.worker()
    comic_id = await fleet.submit()
    await until_event(fleet, comic_id, "node_started", node="n05_report_generation")
    zombie.send_signal(signal.SIGSTOP)
    fleet.worker()
    await check_whole(fleet, comic_id)
    written = await fleet.execute("SELECT count(*) FROM checkpoints")
    head = await fleet.execute("SELECT checkpoint_head FROM tasks")
    zombie.send_signal(signal.SIGCONT)
    await asyncio.sleep(2)
    assert await fleet.execute("SELECT count(*) FROM checkpoints") == written
    assert await fleet.execute("SELECT checkpoint_head FROM tasks") == head
    assert zombie.poll() is None
    finished = Counter(
        data["node"] for _, kind, data in await fleet.events(comic_id) if kind == "node_finished"
    )
    assert finished == {step.node: 1 for step in COMIC_STEPS}


async def test_sigterm_hands_the_comic_to_the_other_worker(fleet: Fleet) -> None:
    await fleet.gateway()
    await fleet.latency(chat=0.3)
    first = fleet.worker()
    comic_id = await fleet.submit()
    await until_event(fleet, comic_id, "node_started", node="n05_report_generation")
    second = fleet.worker()
    first.send_signal(signal.SIGTERM)
    assert await asyncio.to_thread(first.wait, 10) == 0
    await check_whole(fleet, comic_id)
    events = await fleet.events(comic_id)
    assert "released" in [kind for _, kind, _ in events]
    assert max(started_nodes(events).values()) <= 2
    assert second.poll() is None


async def test_redis_stopped_while_comics_are_accepted_and_run(
    private_servers: Callable[[], ServerPair], sandbox_url: str, tmp_path: Path
) -> None:
    servers = private_servers()
    async with ForkedFleet(servers.new_endpoints(), sandbox_url, tmp_path) as fleet:
        await fleet.gateway()
        fleet.worker()
        running = await fleet.submit()
        await until_event(fleet, running, "node_started", node="n02_analyze_query")
        servers.valkey.kill()
        accepted = await fleet.submit()
        for comic_id in (running, accepted):
            assert (await fleet.ended(comic_id))["status"] == "DONE"
        servers.valkey.start()
        assert (await fleet.ended(await fleet.submit()))["status"] == "DONE"


@pytest.mark.timeout(120)
async def test_postgresql_stopped_for_five_seconds(
    private_servers: Callable[[], ServerPair], sandbox_url: str, tmp_path: Path
) -> None:
    servers = private_servers()
    async with ForkedFleet(servers.new_endpoints(), sandbox_url, tmp_path) as fleet:
        await fleet.gateway()
        fleet.worker(TASK_LEASE_SECONDS="10")
        await fleet.latency(chat=0.3)
        comic_id = await fleet.submit()
        await until_event(fleet, comic_id, "node_started", node="n03_understand_and_plan")
        servers.postgres.stop()
        answer = await fleet.client.post(
            "/api/v1/comics", json={"data": {"query": "탄천 수달", "articles": [ARTICLE]}}
        )
        assert answer.status_code == 503
        assert "Retry-After" in answer.headers
        assert answer.headers["content-type"] == "application/problem+json"
        await asyncio.sleep(5)
        servers.postgres.start()
        await check_whole(fleet, comic_id)
        started = (await fleet.calls("chat"))["started"]
        assert MODEL_CALLS <= started <= MODEL_CALLS + 1


async def test_the_same_key_makes_one_comic(fleet: Fleet) -> None:
    await fleet.gateway()
    headers = {"Idempotency-Key": "one"}
    first = await fleet.submit(headers=headers)
    again = await fleet.submit(headers=headers)
    assert first == again
    other = {"data": {"query": "다른 이야기", "articles": [ARTICLE]}}
    answer = await fleet.client.post("/api/v1/comics", json=other, headers=headers)
    assert answer.status_code == 422
    assert answer.json()["type"].endswith("idempotency_mismatch")
    comics = (await fleet.client.get("/api/v1/comics")).json()["comics"]
    assert [comic["comic_id"] for comic in comics] == [first]


async def test_a_cancelled_comic_stops_its_image_call(fleet: Fleet) -> None:
    await fleet.gateway()
    await fleet.latency(txt2img=20)
    fleet.worker()
    comic_id = await fleet.submit()
    give_up = time.monotonic() + 30
    while not (await fleet.calls("txt2img")).get("in_flight"):
        assert time.monotonic() < give_up
        await asyncio.sleep(0.1)
    answer = await fleet.client.post(f"/api/v1/comics/{comic_id}/cancel")
    assert answer.status_code == 202
    cancelled = time.monotonic()
    while (await fleet.calls("txt2img"))["in_flight"]:
        assert time.monotonic() < cancelled + 3
        await asyncio.sleep(0.02)
    assert (await fleet.status(comic_id))["status"] == "CANCELLED"
    assert (await fleet.events(comic_id))[-1][1] == "cancelled"
    assert await fleet.webhooks() == []


async def test_a_database_that_was_created_without_a_locale(
    private_servers: Callable[[], ServerPair], sandbox_url: str, tmp_path: Path
) -> None:
    servers = private_servers()
    endpoints = Endpoints(servers.new_ascii_database(), servers.redis_url)
    async with ForkedFleet(endpoints, sandbox_url, tmp_path) as fleet:
        await fleet.gateway()
        fleet.worker()
        await check_whole(fleet, await fleet.submit())


async def test_a_dead_comic_whose_checkpoints_are_gone_starts_over(fleet: Fleet) -> None:
    await fleet.gateway()
    async with httpx2.AsyncClient() as client:
        fault = {"endpoint": "txt2img", "kind": "status", "status": 500, "times": 8}
        await client.post(f"{fleet.sandbox_url}/control/faults", json=fault)
    fleet.worker()
    comic_id = await fleet.submit()
    assert (await fleet.ended(comic_id))["status"] == "FAILED"
    task_id = str(await fleet.execute("UPDATE tasks SET dead = true RETURNING id"))
    for table in ("checkpoints", "checkpoint_blobs", "checkpoint_writes"):
        await fleet.execute(f"DELETE FROM {table}")
    path = f"/api/v1/ops/dead-letters/{task_id}/requeue"
    assert (await fleet.client.post(path)).status_code == 202
    await check_whole(fleet, comic_id)
