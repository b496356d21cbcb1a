"""Scripts over HTTP, on real servers, with a worker played by hand."""

from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest

from app.domain.errors import NodeFailed
from app.domain.script import ChapterReply, ClosingReply, HookReply, ScriptLine
from app.domain.script_news import NewsImage
from app.domain.task import Event
from app.nodes.writing.assembly import Replies, draft_of
from app.repositories.scripts import finished_script_effects
from app.tasks.runs import Run
from app.workflows.script_result import script_result
from tests.gateway_server import RunningGateway
from tests.integration.gateway.conftest import KEYS
from tests.unit.nodes.script_examples import BRIEF, REQUEST, article, fact, news

TOPIC = "도심 양봉과 꿀벌"
SHA256 = "ab" * 32
IMAGE = NewsImage(
    source_url="https://n.example/1.jpg",
    sha256=SHA256,
    key=f"images/pictures/ab/{SHA256}.jpg",
    stored_url=None,
    width=320,
    height=240,
    type="chart",
    description="열매의 수",
)


async def accept(gateway: RunningGateway, headers: dict[str, str] | None = None) -> str:
    body = {"topic": TOPIC, "topic_recommendation_id": 7}
    reply = await gateway.client.post("/api/v1/scripts", json=body, headers=headers)
    assert reply.status_code == 202, reply.text
    return str(reply.json()["task_id"])


async def told(gateway: RunningGateway, task_id: str) -> dict[str, Any]:
    reply = await gateway.client.get(f"/api/v1/scripts/{task_id}")
    assert reply.status_code == 200, reply.text
    return dict(reply.json())


async def finish(gateway: RunningGateway, task_id: str) -> Run:
    """As a worker leaves it: the file, its row, then the finish."""
    path = gateway.settings.IMAGE_STORAGE_PATH / IMAGE.key.removeprefix("images/")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"JPEG")
    await gateway.db.execute(
        "INSERT INTO pictures (sha256, key, stored_at) VALUES ($1, $2, now())", SHA256, IMAGE.key
    )
    run = await gateway.worker.claim(UUID(task_id))
    line = [ScriptLine(text="열매가 늘었습니다.", fact_ids=["F1"])]
    chapter = ChapterReply(title="장", narration=line, beats=["그래프"])
    replies = Replies(
        HookReply(title="제목", hook_type="question", lines=line, on_screen_cues=["자막"]),
        [(plan, chapter) for plan in BRIEF.narrative.chapters],
        ClosingReply(lines=line, cta="의견을 남겨 주세요."),
    )
    research = news([fact(1)], article(1, images=[IMAGE], summary="요약"))
    draft = draft_of(REQUEST, replies, research)
    state: Any = {"brief": BRIEF, "news": research, "draft": draft, "warnings": ["경고"]}
    result = script_result(state, lambda image: f"/api/v1/scripts/{task_id}/images/{image.sha256}")
    await gateway.worker.finish(
        run,
        result=result.model_dump(mode="json"),
        effects=finished_script_effects(run.id, [SHA256]),
        events=(),
    )
    return run


async def test_a_topic_is_accepted_and_waits_in_its_queue(gateway: RunningGateway) -> None:
    reply = await gateway.client.post("/api/v1/scripts", json={"topic": TOPIC})
    task_id = reply.json()["task_id"]
    assert reply.status_code == 202
    assert reply.json() == {"task_id": task_id, "status": "PENDING", "result": None}
    assert reply.headers["location"] == f"/api/v1/scripts/{task_id}"
    task = await gateway.db.fetchrow(
        "SELECT queue, payload, deadline_at - created_at AS time_left FROM tasks WHERE id = $1",
        UUID(task_id),
    )
    assert task is not None
    assert task["queue"] == "script_task_queue"
    assert task["payload"]["request"]["topic"] == TOPIC
    assert task["time_left"].total_seconds() == pytest.approx(gateway.settings.SCRIPT_DEADLINE)
    status = await told(gateway, task_id)
    assert (status["status"], status["completed_steps"], status["total_steps"]) == ("PENDING", 0, 3)


async def test_progress_names_the_step_under_way(gateway: RunningGateway) -> None:
    task_id = await accept(gateway)
    run = await gateway.worker.claim(UUID(task_id))
    await run.tell(Event("node_started", {"node": "planner"}))
    await run.tell(Event("node_finished", {"node": "planner"}))
    await run.tell(Event("node_started", {"node": "news_research"}))
    status = await told(gateway, task_id)
    assert status["status"] == "PROGRESS"
    assert status["current_step"] == "news_research"
    assert status["completed_steps"] == 1
    assert [step["status"] for step in status["steps"]] == ["done", "running", "waiting"]
    await gateway.worker.finisher.release(run.claim)
    assert (await told(gateway, task_id))["status"] == "PROGRESS"
    assert (await gateway.client.post(f"/api/v1/scripts/{task_id}/cancel")).status_code == 202
    steps = (await told(gateway, task_id))["steps"]
    assert [step["status"] for step in steps] == ["done", "stopped", "waiting"]


async def test_the_result_has_the_shape_that_clients_know(gateway: RunningGateway) -> None:
    task_id = await accept(gateway)
    await finish(gateway, task_id)
    status = await told(gateway, task_id)
    assert status["status"] == "SUCCESS"
    assert status["completed_steps"] == 3
    result = status["result"]
    assert result["success"] is True
    assert result["topic_request_id"] == 7
    assert result["script"]["hook"] == "열매가 늘었습니다.①"
    assert len(result["script"]["chapters"]) == 5
    assert set(result["script"]["chapters"][0]) == {"title", "content"}
    assert result["script"]["outro"].endswith("의견을 남겨 주세요.")
    assert (result["competitor_videos"], result["related_videos"]) == ([], [])
    [reference] = result["references"]
    assert reference["analysis"]["facts"] == [fact(1).content]
    [image] = reference["images"]
    assert (image["is_chart"], image["caption"]) == (True, "열매의 수")
    [citation] = result["citations"]
    assert (citation["marker"], citation["number"], citation["fact_id"]) == ("①", 1, "F1")
    assert citation["source_url"] == article(1).url
    assert len(result["content_brief"]["researchPlan"]["newsQuery"]) == 6
    assert result["draft"]["metadata"]["hookType"] == "question"
    assert result["warnings"] == ["경고"]

    shown = await gateway.client.get(image["url"])
    assert (shown.status_code, shown.content) == (200, b"JPEG")
    assert shown.headers["content-type"] == "image/jpeg"


async def test_waiting_gets_the_same_result_at_once(gateway: RunningGateway) -> None:
    headers = {"Idempotency-Key": "one"}
    task_id = await accept(gateway, headers)
    await finish(gateway, task_id)
    body = {"topic": TOPIC, "topic_recommendation_id": 7}
    reply = await gateway.client.post(
        "/api/v1/scripts", json=body, headers={**headers, "Prefer": "wait=5"}
    )
    assert reply.status_code == 200
    assert reply.json() == await told(gateway, task_id)
    other = await gateway.client.post(
        "/api/v1/scripts", json={"topic": "다른 주제"}, headers=headers
    )
    assert other.status_code == 422


async def test_a_failure_says_why(gateway: RunningGateway) -> None:
    task_id = await accept(gateway)
    run = await gateway.worker.claim(UUID(task_id))
    await gateway.worker.finisher.fail(run.claim, NodeFailed("기사가 없습니다."), dead=False)
    status = await told(gateway, task_id)
    assert (status["status"], status["result"]) == ("FAILURE", None)
    assert (status["error_details"], status["error_type"]) == ("기사가 없습니다.", "node_failed")


async def test_cancel_before_and_after_the_end(gateway: RunningGateway) -> None:
    task_id = await accept(gateway)
    for _ in range(2):
        reply = await gateway.client.post(f"/api/v1/scripts/{task_id}/cancel")
        assert reply.status_code == 202
    status = await told(gateway, task_id)
    assert (status["status"], status["message"]) == ("FAILURE", "대본 작성이 취소되었습니다.")
    done = await accept(gateway)
    await finish(gateway, done)
    assert (await gateway.client.post(f"/api/v1/scripts/{done}/cancel")).status_code == 409


async def test_the_story_is_told_and_resumed(gateway: RunningGateway) -> None:
    task_id = await accept(gateway)
    run = await gateway.worker.claim(UUID(task_id))
    await run.tell(Event("node_started", {"node": "planner"}))
    await gateway.worker.finish(run)
    path = f"/api/v1/scripts/{task_id}/events"
    kinds = [event.event for event in await _events(gateway, path)]
    assert kinds == ["accepted", "started", "node_started", "node_finished", "succeeded"]
    rest = await _events(gateway, path, {"Last-Event-ID": "3"})
    assert [event.event for event in rest] == kinds[3:]
    ended = await gateway.client.get(path, headers={"Last-Event-ID": "5"})
    assert ended.status_code == 204


async def _events(
    gateway: RunningGateway, path: str, headers: dict[str, str] | None = None
) -> list[httpx2.ServerSentEvent]:
    async with gateway.client.stream("GET", path, headers=headers or {}) as response:
        return [event async for event in httpx2.EventSource(response) if event.id]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 422),
        ({"topic": " "}, 422),
        ({"topic": "가"}, 422),
        ({"topic": "ㅤㅤㅤ"}, 422),
        ({"topic": "가" * 201}, 422),
        ({"topic": 3}, 422),
        ({"topic": "주제\u0000"}, 422),
        ({"topic": TOPIC, "topic_recommendation_id": True}, 422),
        ({"topic": TOPIC, "topic_recommendation_id": 2**63}, 422),
        ({"topic": TOPIC, "topic_recommendation_id": 1.5}, 422),
        ({"topic": TOPIC, "language": "fr"}, 422),
        ({"topic": TOPIC, "is_admin": True}, 422),
        ([], 422),
    ],
)
async def test_bad_bodies_are_refused(gateway: RunningGateway, body: object, status: int) -> None:
    reply = await gateway.client.post("/api/v1/scripts", json=body)
    assert reply.status_code == status, reply.text
    assert reply.headers["content-type"] == "application/problem+json"
    assert await gateway.db.fetchval("SELECT count(*) FROM tasks") == 0


async def test_what_is_not_there_is_not_found(gateway: RunningGateway) -> None:
    comic_task = await gateway.accept()
    other = await gateway.db.fetchval(
        "SELECT task_id FROM comics WHERE comic_id = $1", UUID(comic_task)
    )
    task_id = await accept(gateway)
    for path in (
        str(uuid4()),
        str(other),
        f"{uuid4()}/events",
        f"{task_id}/images/{SHA256}",
        f"{uuid4()}/images/{SHA256}",
    ):
        assert (await gateway.client.get(f"/api/v1/scripts/{path}")).status_code == 404, path
    assert (await gateway.client.get("/api/v1/scripts/none")).status_code == 422
    assert (await gateway.client.get(f"/api/v1/scripts/{task_id}/images/x")).status_code == 422


async def test_one_key_s_scripts_are_nobody_else_s(keyed_gateway: RunningGateway) -> None:
    mine, theirs = ({"X-API-Key": key} for key in KEYS)
    task_id = await accept(keyed_gateway, mine)
    await finish(keyed_gateway, task_id)
    root = f"/api/v1/scripts/{task_id}"
    for path in (root, f"{root}/events", f"{root}/images/{SHA256}"):
        assert (await keyed_gateway.client.get(path, headers=mine)).status_code == 200, path
        reply = await keyed_gateway.client.get(path, headers=theirs)
        assert reply.status_code == 404, path
    reply = await keyed_gateway.client.post(f"{root}/cancel", headers=theirs)
    assert reply.status_code == 404
