"""Messages over HTTP: accepted once, stored at once, told by polling, stream and waiting."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
import redis

from app.domain.errors import ProviderRefused
from app.embedded.endpoints import Endpoints
from tests.gateway_server import RunningGateway, running_gateway, until
from tests.integration.gateway.chatting import (
    CHAT,
    USAGE,
    answer,
    body,
    claim,
    finish,
    say,
    status,
)

DOCUMENTED = {
    "request_id": "req_12345",
    "room_id": "room_abc",
    "user_id": "user_123",
    "message": "AI 기술의 미래에 대해 어떻게 생각해?",
}


async def test_the_documented_message_is_accepted_and_stored(
    gateway: RunningGateway, endpoints: Endpoints
) -> None:
    reply = await gateway.client.post(CHAT, json=DOCUMENTED)
    assert reply.status_code == 202
    assert reply.json() == {
        "message": "메시지가 성공적으로 접수되어 처리 대기 중입니다.",
        "request_id": "req_12345",
    }
    assert reply.headers["location"] == "/api/v2/chat/req_12345"
    told = (await gateway.client.get(reply.headers["location"])).json()
    assert told == {
        "request_id": "req_12345",
        "room_id": "room_abc",
        "status": "queued",
        "answer": None,
        "finish_reason": None,
        "usage": None,
        "error": None,
        "error_type": None,
        "warnings": [],
    }
    assert await gateway.db.fetchval("SELECT COUNT(*) FROM chat_messages") == 1
    row = await gateway.db.fetchrow("SELECT * FROM chat_messages")
    assert row is not None
    assert (row["role"], row["user_id"], row["content"]) == (
        "user",
        "user_123",
        DOCUMENTED["message"],
    )
    with redis.Redis.from_url(endpoints.redis_url) as client:
        await until(lambda: client.llen("chat_task_queue") == 1)


async def test_a_message_from_acceptance_to_answer(gateway: RunningGateway) -> None:
    await say(gateway)
    run = await claim(gateway)
    assert (await status(gateway))["status"] == "processing"
    await gateway.worker.finisher.release(run.claim)
    assert (await status(gateway))["status"] == "processing", "it goes on elsewhere"
    run = await claim(gateway)
    await finish(gateway, run, "답입니다")
    told = await status(gateway)
    assert told["status"] == "completed"
    assert told["answer"] == "답입니다"
    assert told["usage"] == USAGE
    tokens = await gateway.db.fetch("SELECT tokens FROM chat_messages ORDER BY message_id")
    assert [row["tokens"] for row in tokens] == [3, 3]


async def test_the_same_request_id_runs_once(gateway: RunningGateway) -> None:
    first, *others = await asyncio.gather(
        *(gateway.client.post(CHAT, json=body(message="  두 번? ")) for _ in range(8))
    )
    assert {reply.text for reply in others} == {first.text}
    assert {reply.status_code for reply in (first, *others)} == {202}
    assert await gateway.db.fetchval("SELECT count(*) FROM tasks") == 1
    assert await gateway.db.fetchval("SELECT count(*) FROM chat_messages") == 1
    await answer(gateway)
    again = await gateway.client.post(CHAT, json=body(message="두 번?"))
    assert again.status_code == 202
    assert again.json() == first.json()
    assert again.headers["idempotency-replayed"] == "true"
    assert (await status(gateway))["status"] == "completed"


async def test_another_message_under_the_same_request_id(gateway: RunningGateway) -> None:
    await say(gateway)
    for members in ({"message": "다른 말"}, {"room_id": "room_2"}, {"user_id": "누구"}):
        reply = await gateway.client.post(CHAT, json=body(**members))
        assert reply.status_code == 422
        assert reply.json()["type"] == "/problems/idempotency_mismatch"
        assert "request_id" in reply.json()["detail"]
    assert await gateway.db.fetchval("SELECT count(*) FROM chat_messages") == 1


async def test_a_request_id_and_a_header_of_the_same_text_are_two_keys(
    gateway: RunningGateway,
) -> None:
    headers = {"Idempotency-Key": "req_1"}
    comic = {"data": {"query": "우주 엘리베이터"}}
    assert (await gateway.client.post("/api/v1/comics", json=comic, headers=headers)).is_success
    await say(gateway)


async def test_after_a_day_a_request_id_is_free_again(gateway: RunningGateway) -> None:
    await say(gateway)
    await answer(gateway)
    await gateway.db.execute("UPDATE idempotency_keys SET created_at = now() - interval '25 hours'")
    await say(gateway, message="다음 날의 질문")
    assert (await status(gateway))["status"] == "queued"
    assert await gateway.db.fetchval("SELECT count(*) FROM chat_messages") == 3


@pytest.mark.parametrize(
    ("members", "pointer"),
    [
        ({"message": " \n "}, "#/message"),
        ({"message": "가" * 2001}, "#/message"),
        ({"message": None}, "#/message"),
        ({"request_id": "a/b"}, "#/request_id"),
        ({"request_id": ""}, "#/request_id"),
        ({"room_id": 7}, "#/room_id"),
        ({"room_id": "x" * 129}, "#/room_id"),
        ({"user_id": " "}, "#/user_id"),
        ({"callback_url": "http://169.254.169.254/"}, "#/callback_url"),
        ({"callback_url": "file:///etc/passwd"}, "#/callback_url"),
        ({"target_status": "QUERY_DONE"}, "#/target_status"),
        ({"role": "system"}, "#/role"),
    ],
)
async def test_bad_messages_are_refused_and_leave_nothing(
    gateway: RunningGateway, members: dict[str, Any], pointer: str
) -> None:
    reply = await gateway.client.post(CHAT, json=body(**members))
    assert reply.status_code == 422
    assert [error["pointer"] for error in reply.json()["errors"]] == [pointer]
    assert await gateway.db.fetchval("SELECT count(*) FROM chat_rooms") == 0
    assert await gateway.db.fetchval("SELECT count(*) FROM tasks") == 0


async def test_the_longest_message_is_a_setting(endpoints: Endpoints, tmp_path: Path) -> None:
    async with running_gateway(endpoints, tmp_path, CHAT_MAX_MESSAGE_LENGTH=5) as gateway:
        await say(gateway, message="다섯 자!")
        reply = await gateway.client.post(CHAT, json=body(2, message="여섯 글자!"))
        assert reply.status_code == 422
        assert reply.json()["errors"] == [
            {"pointer": "#/message", "detail": "5자 이하여야 합니다."}
        ]


async def test_who_repeats_the_same_words_has_to_wait(endpoints: Endpoints, tmp_path: Path) -> None:
    async with running_gateway(endpoints, tmp_path, SPAM_MAX_REPEATS=2) as gateway:
        for number in (1, 2):
            await say(gateway, number, message="같은 말")
        reply = await gateway.client.post(CHAT, json=body(3, message="같은  말"))
        assert reply.status_code == 429
        assert int(reply.headers["retry-after"]) >= 1
        await say(gateway, 4, message="같은 말", user_id="다른 사람")
        assert await gateway.db.fetchval("SELECT count(*) FROM chat_messages") == 3


@pytest.mark.parametrize("path", ["req_9", "req_9/stream", "nobody"])
async def test_unknown_messages(gateway: RunningGateway, path: str) -> None:
    reply = await gateway.client.get(f"{CHAT}/{path}")
    assert reply.status_code == 404
    assert reply.json()["detail"] == "해당 request_id의 메시지를 찾을 수 없습니다."


@pytest.mark.parametrize("name", ["%00", "a%20b", "x" * 129, "%E2%80%8B"])
async def test_ids_that_no_message_has(gateway: RunningGateway, name: str) -> None:
    for path in (f"{CHAT}/{name}", f"/api/v2/rooms/{name}/messages"):
        assert (await gateway.client.get(path)).status_code == 422


async def test_a_failed_message_tells_why(gateway: RunningGateway) -> None:
    await say(gateway)
    run = await claim(gateway)
    await gateway.worker.finisher.fail(run.claim, ProviderRefused("키가 틀렸습니다."), dead=False)
    told = await status(gateway)
    assert told["status"] == "failed"
    assert told["error"] == "키가 틀렸습니다."
    assert told["error_type"] == "upstream_refused"


async def test_a_client_may_wait_for_the_answer(gateway: RunningGateway) -> None:
    await say(gateway)
    waiting = asyncio.create_task(
        gateway.client.post(CHAT, json=body(), headers={"Prefer": "wait=10"})
    )
    await asyncio.sleep(0.1)
    await answer(gateway)
    async with asyncio.timeout(5):
        reply = await waiting
    assert reply.status_code == 200
    assert reply.json() == await status(gateway)
    assert reply.headers["preference-applied"] == "wait=10"


async def test_who_waits_too_short_is_told_that_it_was_accepted(gateway: RunningGateway) -> None:
    reply = await gateway.client.post(CHAT, json=body(), headers={"Prefer": "wait=1"})
    assert reply.status_code == 202
    assert reply.json()["request_id"] == "req_1"


async def test_the_answer_is_told_by_a_stream_also_after_the_end(gateway: RunningGateway) -> None:
    await say(gateway)
    live = asyncio.create_task(_stream(gateway))
    await asyncio.sleep(0.1)
    await answer(gateway)
    async with asyncio.timeout(5):
        story = await live
    assert story[-1] == ("done", await status(gateway))
    assert await _stream(gateway) == story


async def test_a_stream_of_a_pruned_task_is_its_answer(gateway: RunningGateway) -> None:
    await say(gateway)
    await answer(gateway)
    await say(gateway, 2)
    await gateway.db.execute("DELETE FROM tasks")
    assert await _stream(gateway) == [("done", await status(gateway))]
    assert (await status(gateway))["answer"] == "답 1"
    again = await gateway.client.get(f"{CHAT}/req_1/stream", headers={"Last-Event-ID": "1"})
    assert again.status_code == 204
    assert (await gateway.client.get(f"{CHAT}/req_2/stream")).status_code == 404


async def test_cancel_before_the_start_and_again(gateway: RunningGateway) -> None:
    await say(gateway)
    for _ in range(2):
        reply = await gateway.client.post(f"{CHAT}/req_1/cancel")
        assert reply.status_code == 202
    assert (await status(gateway))["status"] == "cancelled"
    assert (await _stream(gateway))[-1][0] == "cancelled"


async def test_an_answered_message_is_not_cancelled(gateway: RunningGateway) -> None:
    await say(gateway)
    await answer(gateway)
    assert (await gateway.client.post(f"{CHAT}/req_1/cancel")).status_code == 409
    assert (await status(gateway))["answer"] == "답 1"


async def test_a_room_is_answered_in_the_order_of_acceptance(gateway: RunningGateway) -> None:
    for number in (1, 2, 3):
        await say(gateway, number)
    await say(gateway, 4, room_id="room_2")
    for late in (2, 3):
        with pytest.raises(ValueError, match="unpack"):
            await claim(gateway, late)
    await answer(gateway, 4)  # another room waits for nobody
    for number in (1, 2, 3):
        await answer(gateway, number)


async def _stream(gateway: RunningGateway) -> list[tuple[str, Any]]:
    async with gateway.client.sse(f"{CHAT}/req_1/stream") as source:
        return [(event.event, event.json()) async for event in source if event.data]


async def test_messages_of_one_moment_keep_their_order(gateway: RunningGateway) -> None:
    await asyncio.gather(*(say(gateway, number, room_id=f"r{number % 3}") for number in range(60)))
    rows = await gateway.db.fetch(
        "SELECT m.room_id, m.message_id, t.lane_position FROM chat_messages m "
        "JOIN tasks t ON t.id = m.task_id"
    )
    for room in ("r0", "r1", "r2"):
        said = [row for row in rows if row["room_id"] == room]
        by_position = sorted(said, key=lambda row: row["lane_position"])
        assert by_position == sorted(said, key=lambda row: row["message_id"])
    assert len(rows) == 60
