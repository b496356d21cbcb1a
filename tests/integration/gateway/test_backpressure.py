"""Who may not send more is told so before the request is read."""

from pathlib import Path

import pytest

from app.embedded.endpoints import Endpoints
from app.tasks import depth
from tests.gateway_server import RunningGateway, running_gateway

COMICS = "/api/v1/comics"
BODY = {"data": {"query": "우주 엘리베이터"}}
UNREADABLE = {"content": b'{"data":', "headers": {"Content-Type": "application/json"}}


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was counted counts for the whole test, however slow it is."""
    monkeypatch.setattr(depth, "_FRESH_SECONDS", 60.0)


async def _refused(gateway: RunningGateway, status: int) -> None:
    assert (await gateway.client.post(COMICS, json=BODY)).status_code == 202
    for request in ({"json": BODY}, UNREADABLE):
        reply = await gateway.client.post(COMICS, **request)
        assert reply.status_code == status
        assert int(reply.headers["retry-after"]) >= 1
    assert await gateway.db.fetchval("SELECT count(*) FROM tasks") == 1


async def test_an_owner_with_too_many(endpoints: Endpoints, tmp_path: Path) -> None:
    async with running_gateway(endpoints, tmp_path, TASK_MAX_OWNER_DEPTH=1) as gateway:
        await _refused(gateway, 429)


async def test_a_full_queue(endpoints: Endpoints, tmp_path: Path) -> None:
    async with running_gateway(endpoints, tmp_path, TASK_MAX_QUEUE_DEPTH=1) as gateway:
        await _refused(gateway, 503)


async def test_what_is_known_grows_old(
    endpoints: Endpoints, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running_gateway(endpoints, tmp_path, TASK_MAX_OWNER_DEPTH=1) as gateway:
        await _refused(gateway, 429)
        await gateway.db.execute("UPDATE tasks SET status = 'CANCELLED', finished_at = now()")
        monkeypatch.setattr(depth, "_FRESH_SECONDS", 0.0)
        assert (await gateway.client.post(COMICS, **UNREADABLE)).status_code == 400
        assert (await gateway.client.post(COMICS, json=BODY)).status_code == 202
