"""What every vendor's model keeps to behind our service, over HTTP, on the sandbox's faults."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import httpx2
import pytest

from app.domain import errors
from app.domain.comic import QueryAnalysis
from app.services.llm.breaker import Breaker
from app.services.llm.client import ModelClient
from app.services.llm.protocol import CUT_SHORT, Completion, Message, ModelRequest, Prompt
from app.services.llm.reception import Limits
from app.services.llm.service import LLMService
from tests.language_models import (
    LIMITS,
    Notes,
    Setup,
    endpoint_of,
    gemini_client,
    openai_client,
    service_over,
)

PROMPT = Prompt(
    "n02_analyze_query",
    "질의가 무엇을 묻는지 분석한다.",
    "<query>\n달 탐사선 다누리의 얼음 발견\n</query>",
    max_tokens=500,
)
QUESTION = ModelRequest(
    "chat", (Message("user", "달 탐사선 다누리가 달의 남극에서 얼음을 찾았다. 무엇을 찾았나?"),)
)
VENDORS = {"openai_compatible": "chat", "gemini": "gemini"}
QUICK = Limits(whole=0.8, first_piece=0.6, silence=0.5, stream=1)


@dataclass
class Vendor:
    """A vendor's client in front of the sandbox, and the sandbox's controls for it."""

    client: ModelClient
    endpoint: str
    control: httpx2.AsyncClient

    def service(
        self, *, tries: int = 1, limits: Limits = LIMITS, breaker: Breaker | None = None
    ) -> LLMService:
        setup = replace(Setup(), limits=limits, breaker=breaker or Breaker(100, 1))
        return service_over(endpoint_of(self.client, setup), tries=tries)

    async def put_fault(self, kind: str, **fault: object) -> None:
        body = {"endpoint": self.endpoint, "kind": kind, **fault}
        (await self.control.post("/faults", json=body)).raise_for_status()

    async def calls(self) -> dict[str, Any]:
        counted: dict[str, Any] = (await self.control.get("/calls")).json()[self.endpoint]
        return counted

    async def until_one(self, counter: str) -> dict[str, Any]:
        for _ in range(200):
            calls = await self.calls()
            if calls[counter] == 1:
                return calls
            await asyncio.sleep(0.02)
        pytest.fail(f"no call became {counter}")


@pytest.fixture(params=VENDORS)
async def vendor(request: pytest.FixtureRequest, sandbox_url: str) -> AsyncIterator[Vendor]:
    async with AsyncExitStack() as stack:
        opened = (
            gemini_client(sandbox_url)
            if request.param == "gemini"
            else openai_client(f"{sandbox_url}/v1/chat/completions")
        )
        control = httpx2.AsyncClient(base_url=f"{sandbox_url}/control", timeout=5)
        yield Vendor(
            await stack.enter_async_context(opened),
            VENDORS[request.param],
            await stack.enter_async_context(control),
        )


async def test_the_answer_has_the_asked_shape(vendor: Vendor) -> None:
    analysis = await vendor.service().ask(QueryAnalysis, PROMPT)
    assert any("다누리" in keyword for keyword in analysis.extracted_keywords)


async def test_an_answer_is_counted_and_says_who_gave_it(vendor: Vendor) -> None:
    answer = await vendor.service().complete(QUESTION)
    assert "다누리" in answer.text or "얼음" in answer.text
    assert answer.prompt_tokens
    assert answer.completion_tokens
    assert "sandbox" in answer.model


async def test_a_stream_makes_the_same_answer(vendor: Vendor) -> None:
    notes = Notes()
    streamed = await vendor.service().stream(QUESTION, notes)
    assert streamed.text == notes.text == (await vendor.service().complete(QUESTION)).text
    assert len(notes.pieces) > 1
    assert streamed.completion_tokens


async def test_a_shape_can_be_streamed(vendor: Vendor) -> None:
    notes = Notes()
    analysis = await vendor.service().ask(QueryAnalysis, PROMPT, sink=notes)
    assert QueryAnalysis.model_validate_json(notes.text) == analysis


async def test_thoughts_are_neither_shown_nor_kept(vendor: Vendor) -> None:
    plain = (await vendor.service().complete(QUESTION)).text
    await vendor.put_fault("thinking", times=2)
    notes = Notes()
    assert (await vendor.service().stream(QUESTION, notes)).text == notes.text == plain
    assert (await vendor.service().complete(QUESTION)).text == plain


@pytest.mark.parametrize("streaming", [False, True])
async def test_an_answer_beyond_its_limit_is_kept_and_says_so(
    vendor: Vendor, streaming: bool
) -> None:
    short = replace(QUESTION, max_tokens=2)
    answer = await _asked(vendor.service(), short, streaming)
    assert (answer.finish, answer.warnings) == ("length", [CUT_SHORT])
    assert answer.text


FAULTS = [
    ({"kind": "status", "status": 429}, errors.ProviderThrottled),
    ({"kind": "status", "status": 500}, errors.ProviderUnavailable),
    ({"kind": "status", "status": 503}, errors.ProviderUnavailable),
    ({"kind": "status", "status": 401}, errors.ProviderRefused),
    ({"kind": "status", "status": 404}, errors.ProviderRefused),
    ({"kind": "hang"}, errors.ProviderTimeout),
    ({"kind": "delay", "seconds": 5}, errors.ProviderTimeout),
    ({"kind": "drop"}, errors.ProviderUnreachable),
    ({"kind": "drip", "seconds": 1}, errors.ProviderTimeout),
    ({"kind": "stall", "after": 2}, errors.ProviderTimeout),
    ({"kind": "empty"}, errors.EmptyReply),
    ({"kind": "refused"}, errors.BadReply),
    ({"kind": "stream_error"}, errors.ProviderUnavailable),
    ({"kind": "truncated"}, (errors.ProviderUnavailable, errors.ProviderUnreachable)),
    ({"kind": "reset_midway"}, errors.ProviderUnreachable),
]


@pytest.mark.parametrize("streaming", [False, True])
@pytest.mark.parametrize(("fault", "ours"), FAULTS, ids=lambda value: str(value)[:40])
async def test_every_fault_is_an_error_of_ours(
    vendor: Vendor, fault: dict[str, Any], ours: type[errors.ProviderError], streaming: bool
) -> None:
    service = vendor.service(limits=QUICK if ours is errors.ProviderTimeout else LIMITS)
    await vendor.put_fault(**fault)
    with pytest.raises(ours):
        await _asked(service, QUESTION, streaming)
    assert (await vendor.calls())["started"] == 1
    assert (await vendor.service().complete(QUESTION)).text


@pytest.mark.parametrize("kind", ["truncated", "reset_midway", "stream_error", "stall"])
async def test_a_stream_that_breaks_off_is_begun_again(vendor: Vendor, kind: str) -> None:
    await vendor.put_fault(kind)
    notes = Notes()
    limits = replace(LIMITS, silence=1)
    answer = await vendor.service(tries=2, limits=limits).stream(QUESTION, notes)
    assert answer.text == notes.text
    assert notes.resets == 1
    assert (await vendor.calls())["started"] == 2


async def test_a_wait_that_the_server_asks_for_is_kept(vendor: Vendor) -> None:
    await vendor.put_fault("status", status=429, seconds=1)
    started = time.monotonic()
    assert (await vendor.service(tries=3).complete(QUESTION)).text
    assert time.monotonic() - started >= 1
    assert (await vendor.calls())["started"] == 2


@pytest.mark.parametrize("kind", ["bad_json", "wrong_schema"])
async def test_a_wrong_shape_is_repaired(vendor: Vendor, kind: str) -> None:
    await vendor.put_fault(kind, times=2)
    assert (await vendor.service().ask(QueryAnalysis, PROMPT)).extracted_keywords
    assert (await vendor.calls())["started"] == 3


@pytest.mark.parametrize("kind", ["bad_json", "wrong_schema"])
async def test_a_shape_that_stays_wrong_fails_after_two_repairs(vendor: Vendor, kind: str) -> None:
    await vendor.put_fault(kind, times=None)
    with pytest.raises(errors.BadReply, match="n02_analyze_query"):
        await vendor.service().ask(QueryAnalysis, PROMPT)
    assert (await vendor.calls())["started"] == 3


async def test_a_fence_around_the_shape_is_no_fault(vendor: Vendor) -> None:
    await vendor.put_fault("fenced")
    assert (await vendor.service().ask(QueryAnalysis, PROMPT)).extracted_keywords
    assert (await vendor.calls())["started"] == 1


async def test_an_answer_that_stays_empty_is_asked_for_three_times(vendor: Vendor) -> None:
    await vendor.put_fault("empty", times=None)
    with pytest.raises(errors.EmptyReply):
        await vendor.service(tries=3).ask(QueryAnalysis, PROMPT)
    assert (await vendor.calls())["started"] == 3


async def test_a_server_that_is_down_is_not_called_for_every_question(vendor: Vendor) -> None:
    await vendor.put_fault("status", status=500, times=None)
    service = vendor.service(breaker=Breaker(failures=3, rest=60))
    for _ in range(3):
        with pytest.raises(errors.ProviderUnavailable):
            await service.complete(QUESTION)
    waiting = asyncio.create_task(service.complete(QUESTION))
    await asyncio.sleep(0.1)
    assert (await vendor.calls())["started"] == 3
    waiting.cancel()


@pytest.mark.parametrize("streaming", [False, True])
async def test_cancelling_closes_the_socket_at_once(vendor: Vendor, streaming: bool) -> None:
    await vendor.put_fault("stall", after=3)
    call = asyncio.create_task(_asked(vendor.service(), QUESTION, streaming))
    await vendor.until_one("in_flight")
    await asyncio.sleep(0.1)
    cancelled_at = datetime.now(UTC)
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    seen = (await vendor.until_one("cancelled"))["recent"][0]
    left_at = datetime.fromisoformat(seen["ended"])
    assert (left_at - cancelled_at).total_seconds() < 0.25


async def test_a_probe_says_whether_the_server_answers(vendor: Vendor) -> None:
    models = {"chat": "models", "gemini": "gemini_models"}[vendor.endpoint]
    fault = {"endpoint": models, "kind": "status", "status": 503}
    (await vendor.control.post("/faults", json=fault)).raise_for_status()
    with pytest.raises(errors.ProviderUnavailable):
        await vendor.client.probe("llama3")
    await vendor.client.probe("llama3")


async def _asked(service: LLMService, request: ModelRequest, streaming: bool) -> Completion:
    if streaming:
        return await service.stream(request, Notes())
    return await service.complete(request)
