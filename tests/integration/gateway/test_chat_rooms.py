"""Rooms over HTTP: history by cursor, the summary, erasure, and whose they are."""

import asyncio
from typing import Any

import httpx2
import pytest
import redis.asyncio

from app.domain.chat import SummaryPayload, summary_lane
from app.domain.ids import new_task_id
from app.embedded.endpoints import Endpoints
from app.repositories import chat_erasure
from app.repositories.chat_effects import Summary, summarised_room_effects
from app.repositories.chats import ChatRepository
from app.tasks.insertion import insert_batch
from app.tasks.runs import LeaseLost
from app.tasks.submission import Submission
from app.tasks.tokens import TokenWriter, token_key
from tests.gateway_server import RunningGateway
from tests.integration.gateway.chatting import CHAT, ROOM, answer, body, claim, finish, say, status
from tests.integration.gateway.conftest import KEYS


async def test_the_history_pages_from_new_to_old(gateway: RunningGateway) -> None:
    for number in range(1, 6):
        await say(gateway, number)
        await answer(gateway, number)
    seen: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        page = await _history(gateway, limit="3", **cursor)
        seen += [line["content"] for line in page["messages"]]
        if page["next_cursor"] is None:
            break
        cursor = {"cursor": page["next_cursor"]}
    assert seen == [
        text for number in range(5, 0, -1) for text in (f"답 {number}", f"질문 {number}")
    ]


async def test_the_history_tells_who_said_what_and_what_became_of_it(
    gateway: RunningGateway,
) -> None:
    await say(gateway, 1)
    await answer(gateway, 1)
    await say(gateway, 2, user_id="user_456")
    await gateway.client.post(f"{CHAT}/req_2/cancel")
    await say(gateway, 3)
    lines = (await _history(gateway))["messages"][::-1]
    assert [(each["role"], each["user_id"], each["status"]) for each in lines] == [
        ("user", "user_123", "completed"),
        ("assistant", None, None),
        ("user", "user_456", "cancelled"),
        ("user", "user_123", "queued"),
    ]
    assert lines[0]["created_at"].endswith("Z")
    assert [each["tokens"] for each in lines] == [3, 3, None, None]


@pytest.mark.parametrize("cursor", ["%%%", "x", "", "MA==", "LTE="])
async def test_a_cursor_that_nobody_gave(gateway: RunningGateway, cursor: str) -> None:
    await say(gateway)
    reply = await gateway.client.get(f"{ROOM}/messages", params={"cursor": cursor})
    assert reply.status_code == 422


async def test_a_room_that_nobody_wrote_in(gateway: RunningGateway) -> None:
    for method, path in (("GET", "/messages"), ("GET", "/summary"), ("DELETE", "")):
        reply = await gateway.client.request(method, f"{ROOM}{path}")
        assert reply.status_code == 404
        assert reply.json()["detail"] == "해당 room_id의 대화방을 찾을 수 없습니다."


async def test_the_summary(gateway: RunningGateway) -> None:
    await say(gateway)
    await answer(gateway)
    empty = {"room_id": "room_abc", "summary": None, "summarised_at": None}
    assert (await gateway.client.get(f"{ROOM}/summary")).json() == empty
    await _summarise(gateway, "수달 이야기를 했다.", since=0, upto=1)
    told = (await gateway.client.get(f"{ROOM}/summary")).json()
    assert told["summary"] == "수달 이야기를 했다."
    assert told["summarised_at"].endswith("Z")


async def test_a_summary_of_an_older_state_changes_nothing(gateway: RunningGateway) -> None:
    await say(gateway)
    await _summarise(gateway, "첫째", since=0, upto=4)
    await _summarise(gateway, "둘째", since=0, upto=2)
    assert (await gateway.client.get(f"{ROOM}/summary")).json()["summary"] == "첫째"


async def test_an_erased_room_leaves_nothing(gateway: RunningGateway, endpoints: Endpoints) -> None:
    for number in (1, 2):
        await say(gateway, number, message="비밀 이야기")
        await answer(gateway, number)
    await say(gateway, 3, message="비밀 이야기")
    await say(gateway, 4, room_id="other", message="남는 이야기")
    assert (await gateway.client.delete(ROOM)).status_code == 204
    for path in (f"{CHAT}/req_1", f"{CHAT}/req_3", f"{ROOM}/messages", f"{ROOM}/summary"):
        assert (await gateway.client.get(path)).status_code == 404
    assert (await gateway.client.delete(ROOM)).status_code == 404
    assert (await status(gateway, 4))["status"] == "queued"
    for table in ("chat_messages", "tasks", "task_events", "outbox", "idempotency_keys"):
        kept = await gateway.db.fetchval(f"SELECT string_agg(t::text, ' ') FROM {table} t")
        assert "비밀" not in (kept or ""), table
        assert "req_1" not in (kept or ""), table
    left = await gateway.db.fetch("SELECT status, payload FROM tasks ORDER BY id")
    assert [(row["status"], bool(row["payload"])) for row in left] == [
        ("CANCELLED", False),
        ("PENDING", True),
    ]


async def test_a_finish_that_comes_after_the_erasure_is_cancelled(
    gateway: RunningGateway, endpoints: Endpoints
) -> None:
    await say(gateway)
    run = await claim(gateway)
    async with redis.asyncio.Redis.from_url(endpoints.redis_url) as client:
        async with TokenWriter(client, run.id, run.claim.attempt) as sink:
            await sink.write("비밀")
        assert await client.exists(token_key(run.id, run.claim.attempt))
        assert (await gateway.client.delete(ROOM)).status_code == 204
        assert not await client.exists(token_key(run.id, run.claim.attempt))
    with pytest.raises(LeaseLost):
        await finish(gateway, run, "너무 늦은 답")
    task = await gateway.db.fetchrow("SELECT status, result FROM tasks")
    assert task is not None
    assert (task["status"], task["result"]) == ("CANCELLED", None)
    for table in ("chat_rooms", "chat_messages", "outbox"):
        assert await gateway.db.fetchval(f"SELECT count(*) FROM {table}") == 0


async def test_an_open_stream_hears_of_the_erasure(gateway: RunningGateway) -> None:
    await say(gateway)
    async with gateway.client.sse(f"{CHAT}/req_1/stream") as source:
        kinds = []
        async for event in source:
            if event.event == "accepted":
                await gateway.client.delete(ROOM)
            if event.data:
                kinds.append(event.event)
    assert kinds == ["accepted", "cancelled"]


async def test_an_erased_room_begins_anew(gateway: RunningGateway) -> None:
    await say(gateway)
    await answer(gateway)
    await _summarise(gateway, "옛 요약", since=0, upto=1)
    await gateway.client.delete(ROOM)
    await say(gateway)  # its request id is free again
    await answer(gateway)
    assert len((await _history(gateway))["messages"]) == 2
    assert (await gateway.client.get(f"{ROOM}/summary")).json()["summary"] is None


@pytest.mark.parametrize("running", [False, True])
async def test_a_summary_is_cancelled_with_its_room(gateway: RunningGateway, running: bool) -> None:
    await say(gateway)
    submission = Submission(
        new_task_id(),
        SummaryPayload(room_id="room_abc"),
        "public",
        60,
        {},
        lane=summary_lane("public", "room_abc"),
    )
    async with gateway.db.transaction() as connection:
        await insert_batch(connection, [submission], 24)
    run = await gateway.worker.claim(submission.task_id) if running else None
    await gateway.client.delete(ROOM)
    if run is not None:
        effects = summarised_room_effects("public", Summary("room_abc", "비밀", since=0, upto=1))
        with pytest.raises(LeaseLost):
            await gateway.worker.finish(run, result={}, effects=effects, events=())
        assert await gateway.db.fetchval("SELECT count(*) FROM chat_rooms") == 0
    states = await gateway.db.fetch("SELECT DISTINCT status FROM tasks")
    assert [row["status"] for row in states] == ["CANCELLED"]


async def test_a_long_history_is_erased_in_batches(
    gateway: RunningGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chat_erasure, "_BATCH", 2)
    for number in range(1, 6):
        await say(gateway, number)
        await answer(gateway, number)
    await say(gateway, 6)
    assert (await gateway.client.delete(ROOM)).status_code == 204
    assert await gateway.db.fetchval("SELECT count(*) FROM chat_messages") == 0
    assert await gateway.db.fetchval("SELECT count(*) FROM tasks") == 1


async def test_a_room_may_be_erased_twice_at_once(
    gateway: RunningGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chat_erasure, "_BATCH", 3)
    for number in range(1, 9):
        await say(gateway, number)
        await answer(gateway, number)
    replies = await asyncio.gather(*(gateway.client.delete(ROOM) for _ in range(4)))
    assert {reply.status_code for reply in replies} <= {204, 404}
    assert 204 in {reply.status_code for reply in replies}
    assert await gateway.db.fetchval("SELECT count(*) FROM tasks") == 0


async def test_messages_that_come_during_an_erasure_are_whole_or_gone(
    gateway: RunningGateway,
) -> None:
    """No task without its message, no message without its room, no deadlock."""
    for round_ in range(10):
        numbers = range(round_ * 10, round_ * 10 + 10)
        replies = await asyncio.gather(
            *(
                gateway.client.post(CHAT, json=body(number, user_id=f"user_{number}"))
                for number in numbers
            ),
            gateway.client.delete(ROOM),
        )
        assert {reply.status_code for reply in replies} <= {202, 204, 404}
    orphans = await gateway.db.fetchval(
        "SELECT count(*) FROM tasks t WHERE status = 'PENDING' AND NOT EXISTS "
        "(SELECT 1 FROM chat_messages m JOIN chat_rooms USING (owner, room_id) "
        "WHERE m.task_id = t.id)"
    )
    assert orphans == 0


async def test_a_room_belongs_to_the_key_that_made_it(keyed_gateway: RunningGateway) -> None:
    client = keyed_gateway.client
    mine, theirs = ({"X-API-Key": key} for key in KEYS)
    for number, headers in enumerate((mine, theirs), 1):
        reply = await client.post(CHAT, json=body(message=f"질문 {number}"), headers=headers)
        assert reply.status_code == 202, "the same names are other rooms for another key"
    for number, headers in enumerate((mine, theirs), 1):
        page = (await client.get(f"{ROOM}/messages", headers=headers)).json()
        assert [line["content"] for line in page["messages"]] == [f"질문 {number}"]
    assert (await client.delete(ROOM, headers=theirs)).status_code == 204
    assert (await client.get(f"{CHAT}/req_1", headers=mine)).status_code == 200


async def test_another_keys_message_and_room_look_like_missing_ones(
    keyed_gateway: RunningGateway,
) -> None:
    client = keyed_gateway.client
    mine, theirs = ({"X-API-Key": key} for key in KEYS)
    await client.post(CHAT, json=body(), headers=mine)
    routes = [
        ("GET", "/api/v2/chat/{}"),
        ("GET", "/api/v2/chat/{}/stream"),
        ("POST", "/api/v2/chat/{}/cancel"),
        ("GET", "/api/v2/rooms/{}/messages"),
        ("GET", "/api/v2/rooms/{}/summary"),
        ("DELETE", "/api/v2/rooms/{}"),
    ]
    for method, path in routes:
        known = "req_1" if "chat" in path else "room_abc"
        there = await client.request(method, path.format(known), headers=theirs)
        missing = await client.request(method, path.format("nothing"), headers=theirs)
        assert there.status_code == missing.status_code == 404, path
        assert _without_ids(there) == _without_ids(missing)
    assert (await client.get(f"{CHAT}/req_1", headers=mine)).json()["status"] == "queued"


async def test_what_is_unanswered_is_no_part_of_the_conversation(gateway: RunningGateway) -> None:
    rooms = ChatRepository(gateway.db)
    await say(gateway, 1)
    await answer(gateway, 1)
    await say(gateway, 2)
    await gateway.client.post(f"{CHAT}/req_2/cancel")
    await say(gateway, 3)
    run = await claim(gateway, 3)
    conversation = await rooms.before(run.id, 5)
    assert conversation is not None
    assert [each.question for each in conversation.exchanges] == ["질문 1"]
    await finish(gateway, run, "답 3")
    await say(gateway, 4)
    conversation = await rooms.before((await claim(gateway, 4)).id, 1)
    assert conversation is not None
    assert [each.answer for each in conversation.exchanges] == ["답 3"], "the newest one"


async def _summarise(gateway: RunningGateway, text: str, *, since: int, upto: int) -> None:
    [effect] = summarised_room_effects("public", Summary("room_abc", text, since, upto))
    await gateway.db.execute(effect.sql, *effect.args)


async def _history(gateway: RunningGateway, **params: str) -> dict[str, Any]:
    reply = await gateway.client.get(f"{ROOM}/messages", params=params)
    assert reply.status_code == 200, reply.text
    return dict(reply.json())


def _without_ids(reply: httpx2.Response) -> dict[str, object]:
    problem = reply.json()
    return {name: problem[name] for name in problem.keys() - {"request_id", "instance"}}
