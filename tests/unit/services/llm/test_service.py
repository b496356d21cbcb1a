import asyncio
import json
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from pydantic import BaseModel, Field

from app.domain import errors
from app.services.llm.protocol import Prompt
from app.services.llm.service import LLMService
from tests.free_slots import FreeSlots
from tests.language_models import Notes, Setup, service_at
from tests.unit.services.llm.scripted_server import (
    Answer,
    Script,
    ScriptedServer,
    completion,
    json_reply,
    scripted,
    streamed,
)

PROMPT = Prompt("n02_analyze_query", "너는 분석가다.", "<query>\n달\n</query>")


class Fact(BaseModel):
    text: str = Field(min_length=1, description="사실 한 문장")
    count: int


GOOD = {"text": "달은 돈다", "count": 1}
EXPECTED = Fact(text="달은 돈다", count=1)


@asynccontextmanager
async def service_on(
    *answers: Script, tries: int = 3, concurrency: int = 4
) -> AsyncIterator[tuple[LLMService, ScriptedServer, FreeSlots]]:
    slots = FreeSlots()
    setup = Setup(concurrency=concurrency, slots=slots)
    async with (
        scripted(*answers) as server,
        service_at(server.endpoint, setup, tries=tries) as service,
    ):
        yield service, server, slots


async def test_the_model_is_told_the_form_of_its_answer() -> None:
    async with service_on(json_reply(GOOD)) as (service, server, _):
        assert await service.ask(Fact, PROMPT) == EXPECTED
    assert server.prompts[0].startswith("너는 분석가다.")
    assert '"text": "글",  // 사실 한 문장' in server.prompts[0]
    schema = server.requests[0]["response_format"]["json_schema"]["schema"]
    assert schema == Fact.model_json_schema()


async def test_a_narrowed_schema_is_sent_and_told() -> None:
    schema = Fact.model_json_schema()
    schema["properties"]["text"]["enum"] = ["달은 돈다"]
    async with service_on(json_reply(GOOD)) as (service, server, _):
        await service.ask(Fact, PROMPT, schema=schema)
    assert '"text": "달은 돈다"' in server.prompts[0]
    assert server.requests[0]["response_format"]["json_schema"]["schema"] == schema


async def test_a_repair_shows_the_reply_and_its_errors() -> None:
    bad = json_reply({"text": "달은 돈다", "count": "하나"})
    async with service_on(bad, json_reply(GOOD)) as (service, server, _):
        assert await service.ask(Fact, PROMPT) == EXPECTED
    assert '"count": "하나"' in server.prompts[1]
    assert "- count: " in server.prompts[1]
    assert server.prompts[1].startswith(server.prompts[0])


async def test_a_broken_rule_is_repaired_like_a_broken_shape() -> None:
    wrong = json_reply({"text": "해는 돈다", "count": 1})
    async with service_on(wrong, json_reply(GOOD)) as (service, server, _):
        found = await service.ask(
            Fact, PROMPT, check=lambda fact: ["달만 된다."] if "해" in fact.text else []
        )
    assert found == EXPECTED
    assert "- 달만 된다." in server.prompts[1]


@pytest.mark.parametrize("useless", [completion(None), completion('{"text', finish="length")])
async def test_an_empty_or_truncated_reply_is_asked_again(useless: Answer) -> None:
    async with service_on(useless, json_reply(GOOD)) as (service, server, _):
        assert await service.ask(Fact, PROMPT) == EXPECTED
    assert len(server.requests) == 2


async def test_an_empty_reply_is_asked_for_three_times_and_no_more() -> None:
    async with service_on(completion("")) as (service, server, _):
        with pytest.raises(errors.EmptyReply):
            await service.ask(Fact, PROMPT)
    assert len(server.requests) == 3


async def test_a_repair_takes_back_what_was_shown() -> None:
    notes = Notes()
    async with service_on(streamed("모르겠", "습니다"), streamed(json.dumps(GOOD))) as (
        service,
        _,
        _,
    ):
        assert await service.ask(Fact, PROMPT, sink=notes) == EXPECTED
    assert notes.resets == 1
    assert json.loads(notes.text) == GOOD


async def test_two_repairs_and_no_more() -> None:
    async with service_on(completion("모르겠습니다")) as (service, server, _):
        with pytest.raises(errors.BadReply, match="n02_analyze_query: JSON 객체가 없습니다"):
            await service.ask(Fact, PROMPT)
    assert len(server.requests) == 3


async def test_a_passing_fault_is_retried() -> None:
    async with service_on(Answer(500), Answer(503), json_reply(GOOD)) as (service, server, _):
        assert await service.ask(Fact, PROMPT) == EXPECTED
    assert len(server.requests) == 3


async def test_the_tries_are_bounded() -> None:
    async with service_on(Answer(500), tries=2) as (service, server, _):
        with pytest.raises(errors.ProviderUnavailable):
            await service.ask(Fact, PROMPT)
    assert len(server.requests) == 2


async def test_a_refusal_is_final() -> None:
    async with service_on(Answer(401)) as (service, server, _):
        with pytest.raises(errors.ProviderRefused):
            await service.ask(Fact, PROMPT)
    assert len(server.requests) == 1


async def test_retry_after_is_honoured() -> None:
    throttled = Answer(429, headers={"retry-after": "1"})
    async with service_on(throttled, json_reply(GOOD)) as (service, _, _):
        started = time.monotonic()
        assert await service.ask(Fact, PROMPT) == EXPECTED
    assert time.monotonic() - started >= 1


async def test_nobody_waits_for_an_hour() -> None:
    throttled = Answer(429, headers={"retry-after": "3600"})
    async with service_on(throttled) as (service, server, _):
        with pytest.raises(errors.ProviderThrottled) as caught:
            await service.ask(Fact, PROMPT)
    assert caught.value.retry_after == 3600
    assert len(server.requests) == 1


async def test_cancelling_while_waiting_to_try_again_ends_at_once() -> None:
    throttled = Answer(429, headers={"retry-after": "60"})
    async with service_on(throttled) as (service, server, _):
        call = asyncio.create_task(service.ask(Fact, PROMPT))
        await asyncio.wait_for(server.asked.wait(), 2)
        await asyncio.sleep(0.05)
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asyncio.wait_for(call, 1)


async def test_calls_at_once_are_bounded_here_and_in_the_fleet() -> None:
    slow = Answer(body=json_reply(GOOD).body, drip_seconds=0.02)
    async with service_on(slow, concurrency=2) as (service, server, slots):
        calls = [asyncio.create_task(service.ask(Fact, PROMPT)) for _ in range(6)]
        await asyncio.wait(calls, timeout=0.15)
        assert len(server.requests) == 2
        await asyncio.gather(*calls)
    assert slots.asked == [("llm", 2)] * 6


async def test_a_long_reply_is_judged_beside_the_loop() -> None:
    threads: list[bool] = []

    def check(_: Fact) -> list[str]:
        threads.append(threading.current_thread() is threading.main_thread())
        return []

    long = {"text": "달" * 50_000, "count": 1}
    async with service_on(json_reply(GOOD), json_reply(long)) as (service, _, _):
        await service.ask(Fact, PROMPT, check=check)
        await service.ask(Fact, PROMPT, check=check)
    assert threads == [True, False]
