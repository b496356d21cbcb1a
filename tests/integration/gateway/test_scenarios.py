"""Stories at the door: what is accepted, waited for, refused and told."""

import asyncio
import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
import pytest
import redis

from app.domain.errors import BadReply, DeadlineExceeded, ProviderTimeout
from app.embedded.endpoints import Endpoints
from tests.gateway_server import RunningGateway, running_gateway
from tests.integration.gateway.conftest import KEYS
from tests.integration.gateway.scenarios import (
    LATER,
    RESULT,
    accepted,
    fail,
    finish,
    post,
    taken,
    told,
)
from tests.scenario_payload import PAYLOAD

ROUTES = ("/edit-scenario", "/edit-scenario-async")


async def test_the_documents_payload_is_waited_for(gateway: RunningGateway) -> None:
    for path in ROUTES:
        reply, _ = await asyncio.gather(post(gateway, path), finish(gateway))
        assert reply.status_code == 200
        assert reply.json() == RESULT
        assert reply.headers["content-type"] == "application/json"
        assert (await told(gateway, reply.headers["location"]))["result"] == RESULT
    shown = await gateway.db.fetch("SELECT payload->>'shown' AS shown FROM tasks")
    assert {row["shown"] for row in shown} == {"false"}


async def test_korean_and_the_story_are_stored_as_they_were_sent(
    gateway: RunningGateway, endpoints: Endpoints
) -> None:
    await accepted(gateway, chapterId="  async-test-001 ", editRequest="  더 재미있게 ")
    row = await gateway.db.fetchrow("SELECT queue, payload FROM tasks")
    assert row is not None
    assert row["queue"] == "scenario_edit_queue"
    assert row["payload"]["order"] == {
        "kind": "edit",
        "chapter_id": "async-test-001",
        "story": PAYLOAD["story"],
        "request": "더 재미있게",
    }
    assert row["payload"]["shown"], "nobody waits, so somebody may look on"
    with redis.Redis.from_url(endpoints.redis_url) as client:
        for _ in range(100):
            if client.llen("scenario_edit_queue"):
                break
            await asyncio.sleep(0.02)
        assert client.llen("scenario_edit_queue") == 1


async def test_warnings_come_beside_the_story(gateway: RunningGateway) -> None:
    warned = {**RESULT, "warnings": ["1턴: 고쳐 적었습니다."]}
    reply, _ = await asyncio.gather(post(gateway), finish(gateway, warned))
    assert reply.json() == warned


async def test_when_the_time_passes_the_work_goes_on(endpoints: Endpoints, tmp_path: Path) -> None:
    async with running_gateway(endpoints, tmp_path, ASYNC_TIMEOUT=0.2) as gateway:
        reply = await post(gateway)
        assert reply.status_code == 202
        answer = reply.json()
        assert answer["status"] == "queued"
        assert reply.headers["location"] == answer["url"] == f"/scenarios/tasks/{answer['task_id']}"
        assert (await told(gateway, answer["url"]))["status"] == "queued"
        await finish(gateway)
        task = await told(gateway, answer["url"])
        assert (task["status"], task["result"]) == ("completed", RESULT)


async def test_a_client_may_prefer_not_to_wait(gateway: RunningGateway) -> None:
    reply = await post(gateway, headers=LATER)
    assert reply.status_code == 202
    assert reply.headers["preference-applied"] == "respond-async"
    reply = await post(gateway, headers={"Prefer": "wait=0"})
    assert reply.status_code == 202
    assert (await post(gateway, headers={"Prefer": "wait=bald"})).status_code == 400


async def test_a_client_that_leaves_loses_nothing(gateway: RunningGateway) -> None:
    key = {"Idempotency-Key": "one"}
    with pytest.raises(httpx2.ReadTimeout):
        await gateway.client.post("/edit-scenario", json=PAYLOAD, headers=key, timeout=0.3)
    await finish(gateway)
    again = await post(gateway, headers=key)
    assert again.status_code == 200
    assert again.json() == RESULT
    assert again.headers["idempotency-replayed"] == "true"
    assert await gateway.db.fetchval("SELECT count(*) FROM tasks") == 1


async def test_a_client_that_leaves_frees_its_place(endpoints: Endpoints, tmp_path: Path) -> None:
    async with running_gateway(endpoints, tmp_path, SSE_MAX_STREAMS=1) as gateway:
        with pytest.raises(httpx2.ReadTimeout):
            await gateway.client.post("/edit-scenario", json=PAYLOAD, timeout=0.5)
        task_id = await gateway.db.fetchval("SELECT id FROM tasks")
        address = f"/scenarios/tasks/{task_id}/events"
        async with asyncio.timeout(5):
            while True:
                async with gateway.client.stream("GET", address) as reply:
                    if reply.status_code == 200:
                        break
                await asyncio.sleep(0.05)


REFUSED = [
    ({"chapterId": " "}, "chapterId는 비어있을 수 없습니다."),
    ({"story": ""}, "원본 스토리는 비어있을 수 없습니다."),
    ({"editRequest": " \n"}, "편집 요청은 비어있을 수 없습니다."),
    ({"story": "[{]"}, "원본 스토리가 유효한 JSON 형식이 아닙니다."),
    ({"story": "이야기"}, "원본 스토리가 유효한 JSON 형식이 아닙니다."),
    ({"story": '[{"a":1,"a":2}]'}, "원본 스토리가 유효한 JSON 형식이 아닙니다."),
    ({"story": '[{"a":"\\ud800"}]'}, "원본 스토리가 유효한 JSON 형식이 아닙니다."),
    ({"story": '[{"a":NaN}]'}, "원본 스토리가 유효한 JSON 형식이 아닙니다."),
    ({"story": "[" * 5_000}, "원본 스토리가 유효한 JSON 형식이 아닙니다."),
    ({"story": '{"turn_number":1}'}, "원본 스토리는 턴 객체의 JSON 배열이어야 합니다."),
    ({"story": "[1,2]"}, "원본 스토리는 턴 객체의 JSON 배열이어야 합니다."),
    ({"story": "[]"}, "원본 스토리는 비어있을 수 없습니다."),
]
UNSAFE = [
    ({"editRequest": "가" * 1001}, "#/editRequest", "'길이'"),
    ({"editRequest": "도박 이야기로 바꿔줘"}, "#/editRequest", "'금지어'"),
    ({"editRequest": "AKIAIOSFODNN7EXAMPLE"}, "#/editRequest", "'비밀 정보'"),
    ({"chapterId": "마약"}, "#/chapterId", "'금지어'"),
    ({"story": '[{"news":"\\ub9c8\\uc57d"}]'}, "#/story", "'금지어'"),
    ({"story": '[{"news":"안녕\\n도박"}]'}, "#/story", "'금지어'"),
    ({"story": '[{"news":"비밀번호: hunter22"}]'}, "#/story", "'비밀 정보'"),
]


async def test_what_the_documents_refuse_is_refused_in_their_words(
    gateway: RunningGateway,
) -> None:
    for path in (*ROUTES, "/edit-scenario-stream"):
        for members, detail in REFUSED:
            reply = await post(gateway, path, **members)
            assert (reply.status_code, reply.json()["detail"]) == (400, detail)
    assert await gateway.db.fetchval("SELECT count(*) FROM tasks") == 0


async def test_the_safety_rules_hold_on_every_path(gateway: RunningGateway) -> None:
    for members, pointer, rule in UNSAFE:
        body = {**PAYLOAD, **members}
        batch = {"items": [{"type": "edit", **PAYLOAD}, {"type": "edit", **body}]}
        new = {"chapterId": "1111", "request": body["editRequest"]}
        sent = [(path, body, pointer) for path in (*ROUTES, "/edit-scenario-stream")]
        sent.append(("/scenarios/batch", batch, pointer.replace("#/", "#/items/1/")))
        if "editRequest" in members:
            sent.append(("/scenarios", new, "#/request"))
        for path, sending, place in sent:
            reply = await gateway.client.post(path, json=sending)
            assert reply.status_code == 422, (path, members)
            [error] = reply.json()["errors"]
            assert error["pointer"] == place
            assert rule in error["detail"]
            assert "hunter22" not in reply.text
    assert await gateway.db.fetchval("SELECT count(*) FROM tasks") == 0


async def test_how_long_a_story_may_be_is_a_setting(endpoints: Endpoints, tmp_path: Path) -> None:
    async with running_gateway(
        endpoints, tmp_path, SCENARIO_STORY_MAX_BYTES=1_000, MAX_BODY_BYTES=1_000
    ) as gateway:
        fitting = json.dumps([{"news": "가" * 200}], ensure_ascii=True)  # escaped twice as long
        assert (await post(gateway, headers=LATER, story=fitting)).status_code == 413
        plain = json.dumps([{"news": "가" * 200}], ensure_ascii=False)
        assert (await post(gateway, headers=LATER, story=plain)).status_code == 202
        reply = await post(gateway, story=json.dumps([{"news": "a" * 1_000}]))
        assert reply.status_code == 413
        assert "1,000바이트" in reply.json()["detail"]


async def test_a_story_of_some_megabytes_is_accepted_by_who_can_write_it(
    gateway: RunningGateway, endpoints: Endpoints, tmp_path: Path
) -> None:
    story = json.dumps([{"turn_number": 1, "news": "비가 온다. " * 200_000}], ensure_ascii=False)
    assert 3_000_000 < len(story.encode()) < gateway.settings.SCENARIO_STORY_MAX_BYTES
    refused = await post(gateway, headers=LATER, story=story)
    assert refused.status_code == 413
    assert "260,000자" in refused.json()["detail"]
    async with running_gateway(endpoints, tmp_path, SCENARIO_MAX_TOKENS=1_000_000) as able:
        assert (await post(able, headers=LATER, story=story)).status_code == 202


async def test_a_waiting_client_hears_why_it_failed(gateway: RunningGateway) -> None:
    failures = [
        (BadReply("스토리 편집에 실패했습니다. 3턴: news가 없습니다."), 502),
        (ProviderTimeout("언어 모델 서버가 제때 응답하지 않았습니다."), 504),
        (DeadlineExceeded(), 504),
    ]
    for error, status in failures:
        reply, _ = await asyncio.gather(post(gateway), fail(gateway, error))
        assert reply.status_code == status
        assert reply.headers["content-type"] == "application/problem+json"
        assert reply.json()["detail"] == error.detail
        assert reply.json()["type"] == f"/problems/{error.slug}"


async def test_a_cancelled_edit_tells_who_waits(gateway: RunningGateway) -> None:
    address = await accepted(gateway)
    reply = await gateway.client.post(f"{address}/cancel")
    assert (reply.status_code, reply.json()["status"]) == (202, "cancelled")
    assert (await gateway.client.post(f"{address}/cancel")).status_code == 202
    assert (await told(gateway, address))["status"] == "cancelled"
    done = await accepted(gateway)
    await finish(gateway)
    assert (await gateway.client.post(f"{done}/cancel")).status_code == 409


async def test_a_stream_ends_with_the_result(gateway: RunningGateway) -> None:
    async def read() -> list[tuple[str, Any]]:
        async with gateway.client.stream("POST", "/edit-scenario-stream", json=PAYLOAD) as reply:
            assert reply.status_code == 200
            assert reply.headers["location"].startswith("/scenarios/tasks/")
            source = httpx2.EventSource(reply)
            return [(event.event, event.json()) async for event in source if event.data]

    events, _ = await asyncio.gather(read(), finish(gateway))
    assert events[-1] == ("done", RESULT)
    assert [kind for kind, _ in events].count("done") == 1


async def test_what_can_not_be_streamed_is_not_accepted(
    endpoints: Endpoints, tmp_path: Path
) -> None:
    async with running_gateway(endpoints, tmp_path, SSE_MAX_STREAMS=1) as gateway:
        path = "/edit-scenario-stream"
        bad = await post(gateway, path, headers={"Last-Event-ID": "x"})
        assert bad.status_code == 400
        assert await gateway.db.fetchval("SELECT count(*) FROM tasks") == 0
        address = await accepted(gateway)
        async with gateway.client.stream("GET", f"{address}/events"):
            assert (await post(gateway, path)).status_code == 503
        assert await gateway.db.fetchval("SELECT count(*) FROM tasks") == 1


async def test_a_known_chapter_has_its_theme(gateway: RunningGateway) -> None:
    reply = await gateway.client.post("/scenarios", json={"chapterId": "2222"}, headers=LATER)
    assert reply.status_code == 202
    run = await taken(gateway)
    assert run.claim.payload["order"]["kind"] == "new"
    assert "푸드트럭" in run.claim.payload["order"]["theme"]
    refused = await gateway.client.post("/scenarios", json={"chapterId": "other"})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == "#/theme"
    own = {"chapterId": "other", "theme": "바닷속 보물찾기", "request": "돌고래가 나오게"}
    assert (await gateway.client.post("/scenarios", json=own, headers=LATER)).status_code == 202


async def test_a_batch_is_one_task_and_tells_its_results_in_their_places(
    gateway: RunningGateway,
) -> None:
    items = [{"type": "edit", **PAYLOAD}, {"type": "new", "chapterId": "1111"}]
    reply = await gateway.client.post("/scenarios/batch", json={"items": items})
    assert reply.status_code == 202
    run = await taken(gateway)
    assert [order["kind"] for order in run.claim.payload["orders"]] == ["edit", "new"]
    assert run.claim.payload["parallel"] == 3
    results = [
        {"chapterId": "async-test-001", "result": RESULT, "error": None},
        {
            "chapterId": "1111",
            "result": None,
            "error": {"slug": "upstream_invalid", "detail": "…"},
        },
    ]
    await gateway.worker.finish(run, result={"results": results})
    task = await told(gateway, reply.json()["url"])
    assert task["status"] == "completed"
    assert task["results"] == {"results": results}
    assert task["result"] is None


async def test_a_batch_that_is_none(gateway: RunningGateway) -> None:
    for items in ([], [{"type": "other"}], [{"chapterId": "1111"}], None):
        reply = await gateway.client.post("/scenarios/batch", json={"items": items})
        assert reply.status_code == 422


async def test_a_batch_is_bounded_and_names_its_faulty_item(
    endpoints: Endpoints, tmp_path: Path
) -> None:
    async with running_gateway(endpoints, tmp_path, SCENARIO_BATCH_MAX=2) as gateway:
        new = {"type": "new", "chapterId": "1111"}
        reply = await gateway.client.post("/scenarios/batch", json={"items": [new] * 3})
        assert reply.json()["errors"] == [{"pointer": "#/items", "detail": "2개 이하여야 합니다."}]
        faulty = {"type": "edit", **PAYLOAD, "story": "{"}
        reply = await gateway.client.post("/scenarios/batch", json={"items": [new, faulty]})
        assert reply.status_code == 400
        assert reply.json()["detail"].startswith("items의 2번째: 원본 스토리가 유효한 JSON")
        assert await gateway.db.fetchval("SELECT count(*) FROM tasks") == 0


async def test_one_at_a_time_when_async_is_off(endpoints: Endpoints, tmp_path: Path) -> None:
    async with running_gateway(endpoints, tmp_path, ASYNC_ENABLED=False) as gateway:
        for _ in range(2):
            await accepted(gateway)
        lanes = await gateway.db.fetch("SELECT lane, lane_position FROM tasks ORDER BY 2")
        assert len({row["lane"] for row in lanes}) == 1
        assert lanes[0]["lane"] is not None
        status = (await gateway.client.get("/async-status")).json()
        assert status["server_mode"] == "one_at_a_time"


async def test_another_owners_story_looks_like_a_missing_one(
    keyed_gateway: RunningGateway,
) -> None:
    client = keyed_gateway.client
    first, second = ({"Authorization": f"Bearer {key}"} for key in KEYS)
    reply = await client.post("/edit-scenario", json=PAYLOAD, headers={**first, **LATER})
    address = reply.json()["url"]
    assert (await client.get(address, headers=first)).status_code == 200
    missing = f"/scenarios/tasks/{uuid4()}"
    for method, path in (("GET", ""), ("GET", "/stream"), ("GET", "/events"), ("POST", "/cancel")):
        foreign = await client.request(method, address + path, headers=second)
        unknown = await client.request(method, missing + path, headers=second)
        assert foreign.status_code == unknown.status_code == 404
        assert foreign.json()["detail"] == unknown.json()["detail"]
