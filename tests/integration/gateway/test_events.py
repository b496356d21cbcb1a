"""The event stream: live, resumed, told again, ended."""

import asyncio
from pathlib import Path

import pytest

from app.api import sse
from app.domain.task import Event
from app.embedded.endpoints import Endpoints
from tests.gateway_server import RunningGateway, running_gateway, until
from tests.integration.gateway.finished import finish


async def _read(
    gateway: RunningGateway, comic_id: str, last: int | None = None
) -> list[tuple[str, str, object]]:
    """The whole stream as (id, event, data)."""
    headers = {"Last-Event-ID": str(last)} if last is not None else {}
    path = f"/api/v1/comics/{comic_id}/events"
    async with gateway.client.sse(path, headers=headers) as source:
        return [(event.id, event.event, event.json()) async for event in source if event.data]


async def test_the_story_is_told_live_and_ends(gateway: RunningGateway) -> None:
    comic_id = await gateway.accept()
    reading = asyncio.create_task(_read(gateway, comic_id))
    run = await gateway.start(comic_id)
    await run.tell(Event("warning", {"message": "첫 줄\n둘째 줄"}))
    await gateway.worker.finish(run)
    async with asyncio.timeout(5):
        story = await reading
    assert [(number, kind) for number, kind, _ in story] == [
        ("1", "accepted"),
        ("2", "started"),
        ("3", "warning"),
        ("4", "node_finished"),
        ("5", "succeeded"),
    ]
    assert story[2][2] == {"message": "첫 줄\n둘째 줄"}


async def test_a_late_reader_hears_it_all_and_a_returning_one_the_rest(
    gateway: RunningGateway,
) -> None:
    comic_id = await gateway.accept()
    await finish(gateway, comic_id)
    whole = await _read(gateway, comic_id)
    assert [number for number, _, _ in whole] == ["1", "2", "3", "4"]
    assert await _read(gateway, comic_id, last=2) == whole[2:]
    reply = await gateway.client.get(
        f"/api/v1/comics/{comic_id}/events", headers={"Last-Event-ID": "4"}
    )
    assert reply.status_code == 204  # so that an EventSource stays away


async def test_the_stream_is_fit_for_proxies_and_browsers(gateway: RunningGateway) -> None:
    comic_id = await gateway.accept()
    await finish(gateway, comic_id)
    reply = await gateway.client.get(f"/api/v1/comics/{comic_id}/events")
    assert reply.headers["content-type"].startswith("text/event-stream")
    assert reply.headers["cache-control"] == "no-cache"
    assert reply.headers["x-accel-buffering"] == "no"
    assert reply.text.startswith("retry: ")


async def test_a_bad_last_event_id(gateway: RunningGateway) -> None:
    path = f"/api/v1/comics/{await gateway.accept()}/events"
    for last in ("x", "-1", "1.5", "9" * 30, "²"):
        headers = {b"Last-Event-ID": last.encode("latin-1")}
        reply = await gateway.client.get(path, headers=headers)
        assert reply.status_code == 400
        assert reply.json()["type"] == "/problems/bad_request"


async def test_silence_is_filled_and_a_reader_that_left_is_forgotten(
    gateway: RunningGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sse, "KEEP_ALIVE_SECONDS", 0.05)
    comic_id = await gateway.accept()
    async with gateway.client.stream("GET", f"/api/v1/comics/{comic_id}/events") as reply:
        seen = b""
        async for part in reply.aiter_bytes():
            seen += part
            if seen.count(b": ping\n\n") >= 2:
                break
    await until(lambda: not gateway.server.server_state.tasks)


async def test_more_streams_than_allowed_are_refused_with_a_status(
    endpoints: Endpoints, tmp_path: Path
) -> None:
    async with running_gateway(endpoints, tmp_path, SSE_MAX_STREAMS=1) as gateway:
        comic_id = await gateway.accept()
        path = f"/api/v1/comics/{comic_id}/events"
        async with gateway.client.stream("GET", path) as first:
            assert first.status_code == 200
            second = await gateway.client.get(path)
            assert second.status_code == 503
            assert second.headers["content-type"] == "application/problem+json"
            assert int(second.headers["retry-after"]) >= 1


async def test_a_cancelled_comic_ends_its_stream(gateway: RunningGateway) -> None:
    comic_id = await gateway.accept()
    reading = asyncio.create_task(_read(gateway, comic_id))
    await gateway.client.post(f"/api/v1/comics/{comic_id}/cancel")
    async with asyncio.timeout(5):
        assert (await reading)[-1][1] == "cancelled"


async def test_postgresql_may_go_away_while_a_stream_is_open(
    gateway: RunningGateway,
) -> None:
    comic_id = await gateway.accept()
    reading = asyncio.create_task(_read(gateway, comic_id))
    await asyncio.sleep(0.2)
    await gateway.db.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE application_name = 'newsum-gateway' AND datname = current_database()"
    )
    run = await gateway.start(comic_id)
    await gateway.worker.finish(run)
    async with asyncio.timeout(10):
        assert (await reading)[-1][1] == "succeeded"


async def test_a_key_has_a_share_of_the_streams(endpoints: Endpoints, tmp_path: Path) -> None:
    limits = {"API_KEYS": "first,second", "SSE_MAX_STREAMS_PER_KEY": 1}
    async with running_gateway(endpoints, tmp_path, **limits) as gateway:
        first, second = {"X-API-Key": "first"}, {"X-API-Key": "second"}
        paths = []
        for headers in (first, second):
            reply = await gateway.client.post(
                "/api/v1/comics", json={"data": {"query": "한강 수달"}}, headers=headers
            )
            paths.append(f"/api/v1/comics/{reply.json()['comic_id']}/events")
        async with gateway.client.stream("GET", paths[0], headers=first) as open_stream:
            assert open_stream.status_code == 200
            refused = await gateway.client.get(paths[0], headers=first)
            assert refused.status_code == 429
            assert refused.json()["type"] == "/problems/rate_limited"
            assert int(refused.headers["retry-after"]) >= 1
            async with gateway.client.stream("GET", paths[1], headers=second) as other:
                assert other.status_code == 200
        await until(lambda: not gateway.server.server_state.tasks)
        async with gateway.client.stream("GET", paths[0], headers=first) as again:
            assert again.status_code == 200


async def test_a_long_story_is_told_without_waiting_for_the_poll(
    endpoints: Endpoints, tmp_path: Path
) -> None:
    rarely = {"TASK_POLL_SECONDS": 20, "TASK_LEASE_SECONDS": 60}
    async with running_gateway(endpoints, tmp_path, **rarely) as gateway:
        comic_id = await gateway.accept()
        run = await gateway.start(comic_id)
        await run.tell(*(Event("warning", {"message": "…"}) for _ in range(300)))
        await gateway.worker.finish(run)
        async with asyncio.timeout(10):
            story = await _read(gateway, comic_id)
        assert [number for number, _, _ in story] == [str(n) for n in range(1, 305)]
