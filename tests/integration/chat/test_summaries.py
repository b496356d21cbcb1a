"""Summaries: past the threshold, one at a time, of what is new, never of a failure."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from html import escape

import redis.asyncio

from app.embedded.endpoints import Endpoints
from app.services.chat import summary
from app.services.chat.context import SYSTEM
from tests.gateway_server import RunningGateway
from tests.integration.chat.conftest import Gateways, working
from tests.integration.chat.conversation import Conversation
from tests.unit.services.llm.scripted_server import completion, scripted, streamed

LOW = {"CHAT_TOKEN_THRESHOLD": 1}
CHAT_ONLY, SUMMARIES_ONLY = "chat_task_queue", "llm_summary_queue"


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    give_up = time.monotonic() + 15
    while not await condition():
        assert time.monotonic() < give_up, "it never came true"
        await asyncio.sleep(0.02)


async def summaries(gateway: RunningGateway) -> list[str]:
    rows = await gateway.db.fetch(
        "SELECT status FROM tasks WHERE type = 'chat_summary' ORDER BY created_at"
    )
    return [row["status"] for row in rows]


async def test_a_long_room_is_summarised_and_the_summary_is_read(
    gateways: Gateways, endpoints: Endpoints, sandbox_url: str
) -> None:
    async with gateways(**LOW) as gateway, working(gateway.settings, endpoints):
        chat = Conversation(gateway.client, sandbox_url)
        answer = await chat.answered("req_1", "탄천에 수달 세 마리가 돌아왔대.")

        async def summarised() -> bool:
            return await chat.summary() is not None

        await until(summarised)
        asked = (await chat.prompts())[-1]
        assert asked[0] == ("system", summary.SYSTEM)
        assert f"assistant: {escape(answer, quote=False)}" in asked[1][1]
        told = await chat.summary()
        assert told
        await chat.answered("req_2", "몇 마리였지?")
        prompts = [each for each in await chat.prompts() if each[-1][1] == "몇 마리였지?"]
        assert prompts[0][0][1] == f"{SYSTEM}\n\n<summary>\n{escape(told, quote=False)}\n</summary>"


async def test_below_the_threshold_nothing_is_summarised(
    gateways: Gateways, endpoints: Endpoints, sandbox_url: str
) -> None:
    async with gateways() as gateway, working(gateway.settings, endpoints):
        chat = Conversation(gateway.client, sandbox_url)
        await chat.answered("req_1", "안녕?")
        assert await summaries(gateway) == []
        assert await chat.summary() is None


async def test_one_summary_waits_at_a_time_and_covers_all_that_is_new(
    gateways: Gateways, endpoints: Endpoints, sandbox_url: str
) -> None:
    async with gateways(**LOW) as gateway:
        chat = Conversation(gateway.client, sandbox_url)
        async with working(gateway.settings, endpoints, CHAT_ONLY):
            for number in range(1, 4):
                await chat.answered(f"req_{number}", f"질문 {number}: 수달은 무엇을 먹어?")
        assert await summaries(gateway) == ["PENDING"]
        async with redis.asyncio.Redis.from_url(endpoints.redis_url) as client:
            assert await client.llen(SUMMARIES_ONLY) == 1
        async with working(gateway.settings, endpoints, SUMMARIES_ONLY):

            async def done() -> bool:
                return await summaries(gateway) == ["SUCCEEDED"]

            await until(done)
        first = (await chat.prompts())[-1][1][1]
        assert all(f"질문 {number}" in first for number in range(1, 4))

        async with working(gateway.settings, endpoints):
            await chat.answered("req_4", "질문 4: 수달은 어디에서 자?")

            async def again() -> bool:
                return await summaries(gateway) == ["SUCCEEDED", "SUCCEEDED"]

            await until(again)
        second = (await chat.prompts())[-1][1][1]
        new = second.partition("<conversation>")[2]
        assert "질문 4" in new
        assert "질문 3" not in new, "it covers only what is new"
        assert "<summary>" in second


async def test_a_summary_that_fails_changes_nothing_and_is_asked_for_again_later(
    gateways: Gateways, endpoints: Endpoints, sandbox_url: str
) -> None:
    async with gateways(**LOW) as gateway:
        chat = Conversation(gateway.client, sandbox_url)
        async with working(gateway.settings, endpoints, CHAT_ONLY):
            await chat.answered("req_1", "질문 1: 수달은 무엇을 먹어?")
        await chat.fault("status", status=400)
        async with working(gateway.settings, endpoints, SUMMARIES_ONLY):

            async def failed() -> bool:
                return await summaries(gateway) == ["FAILED"]

            await until(failed)
        assert await chat.summary() is None
        async with working(gateway.settings, endpoints):
            await chat.answered("req_2", "질문 2: 수달은 어디에서 자?")
            assert await summaries(gateway) == ["FAILED"], "every call is paid for"
            await gateway.db.execute(
                "UPDATE chat_rooms SET summary_asked_at = now() - interval '6 minutes'"
            )
            await chat.answered("req_3", "질문 3: 수달은 몇 마리야?")

            async def again() -> bool:
                return await summaries(gateway) == ["FAILED", "SUCCEEDED"]

            await until(again)
        assert "질문 1" in (await chat.prompts())[-1][1][1]


async def test_a_summary_that_is_too_long_ends_with_its_last_whole_sentence(
    gateways: Gateways, endpoints: Endpoints, sandbox_url: str
) -> None:
    long = completion("수달은 물고기를 먹는다. 탄천에 산다. 그리고 또", finish="length")
    async with (
        scripted(lambda asked: streamed("그렇다.") if asked.get("stream") else long) as server,
        gateways(**LOW, LLM_API_ENDPOINT=server.endpoint) as gateway,
        working(gateway.settings, endpoints),
    ):
        chat = Conversation(gateway.client, sandbox_url)
        await chat.answered("req_1", "수달은 무엇을 먹어?")

        async def summarised() -> bool:
            return await chat.summary() == "수달은 물고기를 먹는다. 탄천에 산다."

        await until(summarised)
        limits = [asked["max_tokens"] for asked in server.requests if "max_tokens" in asked]
        assert limits == [2048, gateway.settings.CHAT_SUMMARY_TOKENS]


async def test_a_few_summaries_at_a_time_leave_places_to_messages(
    gateways: Gateways, endpoints: Endpoints, sandbox_url: str
) -> None:
    async with gateways(**LOW, WORKER_CONCURRENCY=4) as gateway:
        chat = Conversation(gateway.client, sandbox_url)
        async with working(gateway.settings, endpoints, CHAT_ONLY):
            rooms = [f"room_{number}" for number in range(5)]
            await asyncio.gather(*(chat.answered(room, "수달은?", room=room) for room in rooms))
        await chat.fault("hang", times=len(rooms))
        async with working(gateway.settings, endpoints):
            await chat.asked()

            async def put_off() -> bool:
                return sorted(await summaries(gateway)) == ["PENDING"] * 4 + ["RUNNING"]

            await until(put_off)
            assert (await chat.calls())["in_flight"] == 1
            for room in rooms:
                await gateway.client.delete(f"/api/v2/rooms/{room}")


async def test_a_slow_summary_holds_up_no_message(
    gateways: Gateways, endpoints: Endpoints, sandbox_url: str
) -> None:
    async with gateways(**LOW) as gateway:
        chat = Conversation(gateway.client, sandbox_url)
        async with working(gateway.settings, endpoints, CHAT_ONLY):
            await chat.answered("req_1", "질문 1: 수달은 무엇을 먹어?")
        await chat.fault("hang")
        async with working(gateway.settings, endpoints, SUMMARIES_ONLY):
            await chat.asked()
            async with working(gateway.settings, endpoints, CHAT_ONLY):
                await chat.answered("req_2", "질문 2: 수달은 어디에서 자?")
            assert await summaries(gateway) == ["RUNNING"]
            await gateway.client.delete("/api/v2/rooms/room_abc")
