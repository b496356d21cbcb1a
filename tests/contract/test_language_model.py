"""What every LanguageModel keeps to, over HTTP, on the sandbox's faults."""

import asyncio
import time
from collections.abc import AsyncIterator

import httpx2
import pytest

from app.domain import errors
from app.domain.comic import QueryAnalysis
from app.services.llm.openai_compatible import open_openai_compatible
from app.services.llm.protocol import LanguageModel, Prompt
from app.services.llm.service import LLMService
from tests.free_slots import FreeSlots

PROMPT = Prompt(
    "n02_analyze_query",
    "질의가 무엇을 묻는지 분석한다.",
    "<query>\n달 탐사선 다누리의 얼음 발견\n</query>",
    max_tokens=500,
)
SCHEMA = QueryAnalysis.model_json_schema()
VENDORS = ("openai_compatible",)


@pytest.fixture(params=VENDORS)
async def model(request: pytest.FixtureRequest, sandbox_url: str) -> AsyncIterator[LanguageModel]:
    """Each vendor's model in front of the sandbox, with a timeout of two seconds."""
    async with open_openai_compatible(
        endpoint=f"{sandbox_url}/v1/chat/completions",
        api_key="sandbox",
        model="llama3",
        timeout=2,
        connections=4,
    ) as opened:
        yield opened


@pytest.fixture
def service(model: LanguageModel) -> LLMService:
    return LLMService(model, FreeSlots(), endpoint="llm", concurrency=4, tries=3)


@pytest.fixture
async def control(sandbox_url: str) -> AsyncIterator[httpx2.AsyncClient]:
    async with httpx2.AsyncClient(base_url=f"{sandbox_url}/control", timeout=5) as client:
        yield client


async def put_fault(control: httpx2.AsyncClient, kind: str, **fault: object) -> None:
    body = {"endpoint": "chat", "kind": kind, **fault}
    (await control.post("/faults", json=body)).raise_for_status()


async def calls(control: httpx2.AsyncClient) -> dict[str, int]:
    counted: dict[str, int] = (await control.get("/calls")).json()["chat"]
    return counted


async def until_one(control: httpx2.AsyncClient, counter: str) -> None:
    for _ in range(100):
        if (await calls(control))[counter] == 1:
            return
        await asyncio.sleep(0.02)
    pytest.fail(f"no call became {counter}")


async def test_the_answer_has_the_asked_shape_and_is_counted(model: LanguageModel) -> None:
    answer = await model.complete(PROMPT.request(SCHEMA))
    analysis = QueryAnalysis.model_validate_json(answer.text)
    assert any("다누리" in keyword for keyword in analysis.extracted_keywords)
    assert answer.prompt_tokens
    assert answer.completion_tokens
    assert answer.model


async def test_an_answer_beyond_the_limit_is_never_shown_as_complete(
    model: LanguageModel,
) -> None:
    short = Prompt(PROMPT.name, PROMPT.system, PROMPT.user, max_tokens=5)
    with pytest.raises(errors.BadReply, match="잘렸습니다"):
        await model.complete(short.request(SCHEMA))


@pytest.mark.parametrize(
    ("fault", "ours"),
    [
        ({"kind": "status", "status": 429}, errors.ProviderThrottled),
        ({"kind": "status", "status": 500}, errors.ProviderUnavailable),
        ({"kind": "status", "status": 503}, errors.ProviderUnavailable),
        ({"kind": "status", "status": 401}, errors.ProviderRefused),
        ({"kind": "status", "status": 404}, errors.ProviderRefused),
        ({"kind": "hang"}, errors.ProviderTimeout),
        ({"kind": "delay", "seconds": 5}, errors.ProviderTimeout),
        ({"kind": "drop"}, errors.ProviderUnreachable),
    ],
)
async def test_every_fault_is_an_error_of_ours(
    model: LanguageModel,
    control: httpx2.AsyncClient,
    fault: dict[str, object],
    ours: type[errors.ProviderError],
) -> None:
    await put_fault(control, **fault)  # type: ignore[arg-type]
    with pytest.raises(ours):
        await model.complete(PROMPT.request(SCHEMA))
    assert (await calls(control))["started"] == 1
    assert (await model.complete(PROMPT.request(SCHEMA))).text


async def test_cancelling_stops_the_call_at_the_server(
    model: LanguageModel, control: httpx2.AsyncClient
) -> None:
    await control.put("/latency", json={"chat": 1.5})
    call = asyncio.create_task(model.complete(PROMPT.request(SCHEMA)))
    await until_one(control, "in_flight")
    call.cancel()
    await until_one(control, "cancelled")
    with pytest.raises(asyncio.CancelledError):
        await call


async def test_faults_that_pass_are_waited_out(
    service: LLMService, control: httpx2.AsyncClient
) -> None:
    await put_fault(control, "status", status=500)
    await put_fault(control, "status", status=429, headers={"Retry-After": "1"})
    started = time.monotonic()
    assert (await service.ask(QueryAnalysis, PROMPT)).extracted_keywords
    assert time.monotonic() - started >= 1
    assert (await calls(control))["started"] == 3


async def test_json_that_breaks_off_is_repaired(
    service: LLMService, control: httpx2.AsyncClient
) -> None:
    await put_fault(control, "bad_json", times=2)
    assert (await service.ask(QueryAnalysis, PROMPT)).extracted_keywords
    assert (await calls(control))["started"] == 3


async def test_json_that_never_ends_fails_after_two_repairs(
    service: LLMService, control: httpx2.AsyncClient
) -> None:
    await put_fault(control, "bad_json", times=None)
    with pytest.raises(errors.BadReply, match="n02_analyze_query"):
        await service.ask(QueryAnalysis, PROMPT)
    assert (await calls(control))["started"] == 3
