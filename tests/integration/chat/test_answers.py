"""From the message to the answer: by polling, by stream, by webhook, with the room as context."""

import asyncio
import json
from datetime import UTC, datetime

from app.embedded.endpoints import Endpoints
from app.services.chat.context import SYSTEM
from app.services.llm.protocol import CUT_SHORT
from tests.integration.chat.conftest import Gateways, working
from tests.integration.chat.conversation import CHAT, Conversation
from tests.unit.services.llm.scripted_server import scripted, streamed

OTTERS = "탄천에 수달 세 마리가 돌아왔다고 서울시가 3일 밝혔다. 무엇이 돌아왔어?"


async def test_the_documents_message_is_answered_and_delivered(chat: Conversation) -> None:
    answer = await chat.answered("req_12345", OTTERS)
    told = await chat.status("req_12345")
    assert answer.strip()
    assert told["usage"]["total_tokens"] == (
        told["usage"]["prompt_tokens"] + told["usage"]["completion_tokens"]
    )
    [hook] = await chat.webhooks()
    assert hook["name"] == "chat"
    assert hook["body"] == {"request_id": "req_12345", "content": answer}
    question, reply = await chat.history()
    assert (question["content"], reply["content"]) == (OTTERS, answer)
    assert question["tokens"] > 0
    assert reply["tokens"] > 0


async def test_a_caller_may_have_the_answer_sent_elsewhere(
    chat: Conversation, sandbox_url: str
) -> None:
    answer = await chat.answered("req_1", OTTERS, callback_url=f"{sandbox_url}/webhooks/mine")
    [hook] = await chat.webhooks()
    assert hook["name"] == "mine"
    assert hook["body"] == {"request_id": "req_1", "content": answer}


async def test_the_room_is_the_context_of_the_next_message(chat: Conversation) -> None:
    first = await chat.answered("req_1", OTTERS)
    await chat.answered("req_2", "다른 방의 이야기", room="other")
    await chat.answered("req_3", "어디로 돌아왔어?")
    assert (await chat.prompts())[-1] == [
        ("system", SYSTEM),
        ("user", OTTERS),
        ("assistant", first),
        ("user", "어디로 돌아왔어?"),
    ]


async def test_only_the_latest_messages_are_remembered(
    gateways: Gateways, endpoints: Endpoints, sandbox_url: str
) -> None:
    async with (
        gateways(CHAT_RECENT_HISTORY_LIMIT=2, CHAT_TOKEN_THRESHOLD=100_000) as gateway,
        working(gateway.settings, endpoints),
    ):
        chat = Conversation(gateway.client, sandbox_url)
        for number in range(1, 4):
            await chat.answered(f"req_{number}", f"질문 {number}: 수달은 어디에 살아?")
        roles = [role for role, _ in (await chat.prompts())[-1]]
        assert roles == ["system", "user", "assistant", "user"]


async def test_the_answer_is_shown_while_it_is_written(chat: Conversation) -> None:
    await chat.fault("drip", seconds=0.02)
    await chat.say("req_1", OTTERS)
    pieces: list[str] = []
    async with chat.client.sse(f"{CHAT}/req_1/stream") as source:
        async for event in source:
            if event.event == "token":
                pieces.append(event.json()["text"])
            elif event.event == "done":
                done = event.json()
    assert len(pieces) > 1
    assert "".join(pieces) == done["answer"]
    assert done == await chat.status("req_1")


async def test_thoughts_are_neither_shown_nor_kept(chat: Conversation) -> None:
    await chat.fault("thinking")
    await chat.say("req_1", OTTERS)
    async with chat.client.sse(f"{CHAT}/req_1/stream") as source:
        shown = "".join([e.json()["text"] async for e in source if e.event == "token"])
    answer = (await chat.ended("req_1"))["answer"]
    assert shown == answer
    assert "think" not in answer


async def test_stuck_rooms_hold_up_no_other_and_keep_their_order(chat: Conversation) -> None:
    stuck = [f"stuck_{number}" for number in range(30)]
    await chat.fault("hang", times=len(stuck))
    await asyncio.gather(*(chat.say(room, "답이 오지 않는 질문", room=room) for room in stuck))
    await chat.asked(len(stuck))
    await chat.say("next", "그다음 질문", room="stuck_0")
    await asyncio.gather(
        *(chat.answered(f"quick_{n}", "빠른 방의 질문", room=f"quick_{n}") for n in range(5))
    )
    assert (await chat.status("stuck_0"))["status"] == "processing"
    assert (await chat.status("next"))["status"] == "queued"
    await asyncio.gather(*(chat.client.post(f"{CHAT}/{each}/cancel") for each in stuck))
    assert (await chat.ended("next"))["status"] == "completed"


async def test_a_cancelled_message_lets_go_of_the_model_and_of_the_room(
    chat: Conversation,
) -> None:
    await chat.fault("hang")
    await chat.say("req_1", "멈출 질문")
    await chat.asked()
    assert (await chat.client.post(f"{CHAT}/req_1/cancel")).status_code == 202
    await chat.answered("req_2", "다음 질문")
    assert (await chat.calls())["cancelled"] == 1
    assert (await chat.prompts())[-1] == [("system", SYSTEM), ("user", "다음 질문")]
    told = [(each["request_id"], each["status"]) for each in await chat.history()]
    assert told == [("req_1", "cancelled"), ("req_2", "completed"), ("req_2", None)]


async def test_the_model_is_left_at_once_when_a_message_is_cancelled(chat: Conversation) -> None:
    waits = []
    for number in range(3):  # on a busy machine one may come late
        await chat.fault("hang")
        await chat.say(f"req_{number}", "멈출 질문")
        await chat.asked()
        cancelled_at = datetime.now(UTC)
        await chat.client.post(f"{CHAT}/req_{number}/cancel")
        waits.append((await chat.left(number + 1) - cancelled_at).total_seconds())
    assert min(waits) <= 0.25, waits


async def test_a_refused_message_ends_failed_and_the_next_one_goes_on(
    chat: Conversation,
) -> None:
    await chat.fault("status", status=400, message="nothing that a model likes")
    await chat.say("req_1", "거절될 질문")
    told = await chat.ended("req_1")
    assert told["status"] == "failed"
    assert told["error_type"] == "upstream_refused"
    [hook] = await chat.webhooks()
    error = {"slug": "upstream_refused", "detail": told["error"]}
    assert hook["body"] == {"request_id": "req_1", "content": "", "error": error}
    await chat.answered("req_2", "다음 질문")
    assert [role for role, _ in (await chat.prompts())[-1]] == ["system", "user"]


async def test_a_model_that_stood_in_is_named(
    gateways: Gateways, endpoints: Endpoints, sandbox_url: str
) -> None:
    spare = json.dumps([{"name": "spare", "endpoint": f"{sandbox_url}/v1"}])
    async with (
        gateways(LLM_MODELS=spare, LLM_FALLBACK_MODEL="spare") as gateway,
        working(gateway.settings, endpoints),
    ):
        chat = Conversation(gateway.client, sandbox_url)
        await chat.fault("status", status=401)
        await chat.answered("req_1", OTTERS)
        [warning] = (await chat.status("req_1"))["warnings"]
        assert "대신 답했습니다" in warning
        stream = await chat.client.get(f"{CHAT}/req_1/stream")
        assert f'event: warning\ndata: {{"message":"{warning}"}}' in stream.text
        await chat.answered("req_2", "다음 질문")
        assert (await chat.status("req_2"))["warnings"] == []


async def test_an_answer_that_reached_its_limit_is_kept_and_says_so_everywhere(
    gateways: Gateways, endpoints: Endpoints, sandbox_url: str
) -> None:
    async with (
        gateways(CHAT_ANSWER_TOKENS=2) as gateway,
        working(gateway.settings, endpoints),
    ):
        chat = Conversation(gateway.client, sandbox_url)
        answer = await chat.answered("req_1", OTTERS)
        told = await chat.status("req_1")
        assert (told["finish_reason"], told["warnings"]) == ("length", [CUT_SHORT])
        assert [line["finish_reason"] for line in await chat.history()] == [None, "length"]
        [hook] = await chat.webhooks()
        assert hook["body"] == {
            "request_id": "req_1",
            "content": answer,
            "finish_reason": "length",
        }


async def test_an_erased_room_stops_what_runs_in_it(chat: Conversation) -> None:
    await chat.fault("hang")
    await chat.say("req_1", OTTERS)
    await chat.asked()
    assert (await chat.client.delete("/api/v2/rooms/room_abc")).status_code == 204
    await chat.answered("req_2", "새로 시작하는 방")
    assert (await chat.calls())["cancelled"] == 1
    assert [line["request_id"] for line in await chat.history()] == ["req_2", "req_2"]
    [hook] = await chat.webhooks()
    assert hook["body"]["request_id"] == "req_2"
    assert (await chat.client.get(f"{CHAT}/req_1")).status_code == 404


async def test_tokens_are_counted_here_when_the_model_does_not(
    gateways: Gateways, endpoints: Endpoints, sandbox_url: str
) -> None:
    async with (
        scripted(streamed("수달입니다", usage=False)) as server,
        gateways(LLM_API_ENDPOINT=server.endpoint, BACKEND_RECEIVE_API_URL=None) as gateway,
        working(gateway.settings, endpoints),
    ):
        chat = Conversation(gateway.client, sandbox_url)
        assert await chat.answered("req_1", OTTERS) == "수달입니다"
        usage = (await chat.status("req_1"))["usage"]
        question, answer = await chat.history()
        assert usage["completion_tokens"] == answer["tokens"] > 0
        assert usage["prompt_tokens"] > question["tokens"] > 0
        assert await gateway.db.fetchval("SELECT count(*) FROM outbox") == 0, "nobody wants it"
