"""Comics over HTTP, on real servers."""

import asyncio
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import redis

from app.domain.errors import NodeFailed
from app.embedded.endpoints import Endpoints
from tests.gateway_server import RunningGateway, running_gateway
from tests.integration.gateway.finished import RESULT, finish

DOCUMENTED = {
    "writer_id": "creative_writer",
    "data": {
        "query": "2024년 AI 기술 발전과 사회 변화",
        "site": {
            "news": ["techcrunch.com", "wired.com"],
            "research_paper": ["arxiv.org", "nature.com"],
            "community": ["reddit.com", "hacker-news.com"],
        },
    },
}
STATUS_MEMBERS = {
    "comic_id",
    "status",
    "message",
    "query",
    "writer_id",
    "user_site_preferences_provided",
    "timestamp_accepted",
    "timestamp_start",
    "timestamp_end",
    "duration_seconds",
    "result",
    "error_details",
}


async def test_the_documented_request_is_accepted_and_stored(
    gateway: RunningGateway, endpoints: Endpoints
) -> None:
    reply = await gateway.client.post("/api/v1/comics", json=DOCUMENTED)
    assert reply.status_code == 202
    comic_id = reply.json()["comic_id"]
    assert reply.json() == {
        "comic_id": comic_id,
        "status": "PENDING",
        "message": "만화 생성 작업이 수락되어 백그라운드에서 시작되었습니다.",
    }
    assert reply.headers["location"] == f"/api/v1/comics/status/{comic_id}"

    status = (await gateway.client.get(reply.headers["location"])).json()
    assert set(status) >= STATUS_MEMBERS
    assert status["status"] == "PENDING"
    assert status["query"] == DOCUMENTED["data"]["query"]  # type: ignore[index]
    assert status["writer_id"] == "creative_writer"
    assert status["user_site_preferences_provided"] == DOCUMENTED["data"]["site"]  # type: ignore[index]
    assert status["message"]
    assert status["result"] is None
    assert status["timestamp_accepted"].endswith("Z")

    task = await gateway.db.fetchrow(
        "SELECT t.id, t.owner, t.payload, t.deadline_at - t.created_at AS time_left "
        "FROM tasks t JOIN comics c ON c.task_id = t.id WHERE c.comic_id = $1",
        UUID(comic_id),
    )
    assert task is not None
    assert task["owner"] == "public"
    assert str(task["id"]) != comic_id
    assert task["payload"]["comic_id"] == comic_id
    assert task["time_left"].total_seconds() == pytest.approx(gateway.settings.COMIC_DEADLINE)
    with redis.Redis.from_url(endpoints.redis_url) as client:
        for _ in range(50):
            if client.llen("comic_task_queue"):
                break
            await asyncio.sleep(0.02)
        assert client.llen("comic_task_queue") == 1


async def test_a_comic_from_start_to_finish(gateway: RunningGateway) -> None:
    comic_id = await gateway.accept(articles=[{"title": "제목", "text": "본문 " * 50}], panels=2)
    await finish(gateway, comic_id)

    status = (await gateway.client.get(f"/api/v1/comics/status/{comic_id}")).json()
    assert status["status"] == "DONE"
    assert status["result"] == RESULT
    assert status["duration_seconds"] >= 0
    assert datetime.fromisoformat(status["timestamp_end"]) >= datetime.fromisoformat(
        status["timestamp_start"]
    )

    comic = (await gateway.client.get(f"/api/v1/comics/{comic_id}")).json()
    assert comic["title"] == "우주로 가는 길"
    assert comic["report_url"] == f"/api/v1/comics/{comic_id}/report"
    assert comic["strips"] == [{"image_url": f"/api/v1/comics/{comic_id}/strip"}]
    assert comic["warnings"] == ["번역을 건너뛰었습니다."]
    assert [panel["number"] for panel in comic["panels"]] == [1, 2]
    assert comic["panels"][0] == {
        "number": 1,
        "image_url": f"/api/v1/comics/{comic_id}/panels/1",
        "dialogue": [{"speaker": "기자", "text": "안녕하세요"}],
        "alt_text": "기자가 인사한다",
        "source_ids": ["S1"],
    }
    assert comic["sources"][0]["url"] == "https://news.example.com/a"
    assert "본문 전체" not in str(comic)


async def test_a_running_comic_is_started_and_stays_so_between_tries(
    gateway: RunningGateway,
) -> None:
    comic_id = await gateway.accept()
    run = await gateway.start(comic_id)
    assert await _status(gateway, comic_id) == "STARTED"
    await gateway.worker.finisher.release(run.claim)
    assert await _status(gateway, comic_id) == "STARTED"


async def test_a_failed_comic_tells_why(gateway: RunningGateway) -> None:
    comic_id = await gateway.accept()
    run = await gateway.start(comic_id)
    await gateway.worker.finisher.fail(run.claim, NodeFailed("자료를 찾지 못했습니다."), dead=False)
    status = (await gateway.client.get(f"/api/v1/comics/status/{comic_id}")).json()
    assert status["status"] == "FAILED"
    assert status["error_details"] == "자료를 찾지 못했습니다."
    assert status["error_type"] == "node_failed"


async def test_links_are_absolute_below_the_public_address(
    endpoints: Endpoints, tmp_path: Path
) -> None:
    address = "https://comics.example.com/"
    async with running_gateway(endpoints, tmp_path, PUBLIC_BASE_URL=address) as gateway:
        comic_id = await gateway.accept()
        await finish(gateway, comic_id)
        comic = (await gateway.client.get(f"/api/v1/comics/{comic_id}")).json()
    assert comic["report_url"] == f"https://comics.example.com/api/v1/comics/{comic_id}/report"


async def test_the_list_pages_from_new_to_old(gateway: RunningGateway) -> None:
    made = [await gateway.accept(f"질의 {number}") for number in range(5)]
    seen: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        page = (await gateway.client.get("/api/v1/comics", params={"limit": "2", **cursor})).json()
        seen += [comic["query"] for comic in page["comics"]]
        assert len(page["comics"]) <= 2
        if page["next_cursor"] is None:
            break
        cursor = {"cursor": page["next_cursor"]}
    assert seen == ["질의 4", "질의 3", "질의 2", "질의 1", "질의 0"]
    assert len(set(made)) == 5


async def test_cancel_before_the_start_and_again(gateway: RunningGateway) -> None:
    comic_id = await gateway.accept()
    for _ in range(2):
        reply = await gateway.client.post(f"/api/v1/comics/{comic_id}/cancel")
        assert reply.status_code == 202
        assert reply.json()["status"] == "CANCELLED"
    assert await _status(gateway, comic_id) == "CANCELLED"


async def test_a_finished_comic_is_not_cancelled(gateway: RunningGateway) -> None:
    comic_id = await gateway.accept()
    await finish(gateway, comic_id)
    reply = await gateway.client.post(f"/api/v1/comics/{comic_id}/cancel")
    assert reply.status_code == 409
    assert reply.json()["type"] == "/problems/conflict"
    assert await _status(gateway, comic_id) == "DONE"


async def test_unknown_and_malformed_ids(gateway: RunningGateway) -> None:
    reply = await gateway.client.get(f"/api/v1/comics/status/{uuid4()}")
    assert reply.status_code == 404
    assert reply.json()["detail"] == "해당 Comic ID의 작업 상태를 찾을 수 없습니다."
    reply = await gateway.client.get("/api/v1/comics/status/not-a-uuid")
    assert reply.status_code == 422
    assert reply.json()["errors"][0]["pointer"] == "path:comic_id"
    assert "not-a-uuid" not in reply.text


async def _status(gateway: RunningGateway, comic_id: str) -> str:
    reply = await gateway.client.get(f"/api/v1/comics/status/{comic_id}")
    return str(reply.json()["status"])
