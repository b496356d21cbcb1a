"""A gateway suffers while it accepts: the client that asks again under its key has one comic."""

import asyncio
from pathlib import Path

import httpx2
import pytest

from app.embedded.endpoints import Endpoints
from tests.faults.comic_scene import ComicScene
from tests.faults.comic_scene import scene as scene
from tests.faults.failpoints import Failpoint
from tests.faults.processes import ForkedFleet
from tests.faults.victims import every, story
from tests.fleet import ARTICLE

PANELS = 1
BODY = {"data": {"query": "탄천에 돌아온 수달", "articles": [ARTICLE], "panels": PANELS}}
HEADERS = {"Idempotency-Key": "one"}

pytestmark = pytest.mark.timeout(120)


async def accepted(client: httpx2.AsyncClient) -> str:
    """Ask as often as it takes; only a commit is ever acknowledged."""
    while True:
        try:
            answer = await client.post("/api/v1/comics", json=BODY, headers=HEADERS)
        except httpx2.TransportError:
            await asyncio.sleep(0.1)
            continue
        if answer.status_code == 202:
            return str(answer.json()["comic_id"])
        assert answer.status_code == 503, answer.text
        assert "Retry-After" in answer.headers
        await asyncio.sleep(0.1)


@every("insert_tasks")
async def test_acceptance(
    scene: ComicScene,
    failpoint: Failpoint,
    endpoints: Endpoints,
    sandbox_url: str,
    tmp_path: Path,
) -> None:
    victim = await scene.accepting_victim(failpoint)
    asked = asyncio.create_task(accepted(scene.client))
    await victim.suffers()
    if failpoint.action == "kill":
        await scene.gateway()
    if failpoint.action == "freeze":
        asked.cancel()  # the client gives up and asks another gateway
        async with ForkedFleet(endpoints, sandbox_url, tmp_path / "other") as other:
            await other.gateway()
            comic_id = await accepted(other.client)
            before = await story(scene.db, await scene.task_of(comic_id))
            victim.thaw()
            assert await accepted(scene.client) == comic_id
            assert await story(scene.db, await scene.task_of(comic_id)) == before
    else:
        comic_id = await asked
        assert await accepted(scene.client) == comic_id
    scene.worker()
    assert (await scene.ended(comic_id))["status"] == "DONE"
    assert await scene.violations(PANELS) == []


async def test_a_commit_whose_answer_was_lost_is_looked_up(scene: ComicScene) -> None:
    """Nobody hears 503 of what was stored: the client need not ask again."""
    await scene.accepting_victim(Failpoint("insert_tasks", "after", "raise"))
    answer = await scene.client.post("/api/v1/comics", json=BODY, headers=HEADERS)
    assert answer.status_code == 202
