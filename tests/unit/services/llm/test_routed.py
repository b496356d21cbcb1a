import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from uuid import uuid4

import pytest

from app.domain import errors
from app.domain.current_run import running, warnings
from app.services.llm.breaker import Breaker
from app.services.llm.protocol import CUT_SHORT, Completion, Message, ModelRequest
from app.services.llm.service import LLMService
from tests.language_models import LIMITS, Notes, Setup, endpoint_of, openai_client, service_over
from tests.unit.services.llm.scripted_server import (
    Answer,
    Script,
    ScriptedServer,
    completion,
    scripted,
    streamed,
)

REQUEST = ModelRequest("chat", (Message("user", "달은?"),))
SLOW_DOWN = Answer(429, headers={"retry-after": "30"})


@dataclass
class Counted:
    """Implements UsageRecorder."""

    calls: list[tuple[str, int, int]] = field(default_factory=list)

    async def record(self, model: str, prompt_tokens: int, completion_tokens: int) -> None:
        self.calls.append((model, prompt_tokens, completion_tokens))


@pytest.fixture
async def stack() -> AsyncIterator[AsyncExitStack]:
    async with AsyncExitStack() as opened:
        yield opened


async def service_of(
    stack: AsyncExitStack, *models: tuple[Setup, tuple[Script, ...]], tries: int = 3
) -> tuple[LLMService, list[ScriptedServer]]:
    """One server for each model, the first of which is the default."""
    servers, endpoints = [], []
    for setup, answers in models:
        server = await stack.enter_async_context(scripted(*answers))
        client = await stack.enter_async_context(openai_client(server.endpoint))
        servers.append(server)
        endpoints.append(endpoint_of(client, setup))
    return service_over(*endpoints, tries=tries), servers


def pair(first: Script, second: Script) -> tuple[tuple[Setup, tuple[Script, ...]], ...]:
    return (Setup(fallback="spare"), (first,)), (Setup(name="spare"), (second,))


@pytest.mark.parametrize(
    "failure",
    [Answer(500), Answer(401), SLOW_DOWN, completion(""), completion("x", finish="content_filter")],
)
async def test_a_stand_in_answers_when_the_model_cannot(
    stack: AsyncExitStack, failure: Answer
) -> None:
    service, _ = await service_of(stack, *pair(failure, completion("달")), tries=1)
    answer = await asyncio.wait_for(service.complete(REQUEST), 10)
    assert answer == Completion("달", 7, 3, "llama3", instead_of="llama3")


async def test_an_answer_that_reached_its_limit_is_kept_and_told(stack: AsyncExitStack) -> None:
    notes = Notes()
    models = pair(streamed("달은 ", "지구를", finish="length"), streamed("해"))
    service, (_, spare) = await service_of(stack, *models)
    with running(uuid4(), seconds_left=60):
        answer = await service.stream(REQUEST, notes)
        assert warnings() == answer.warnings == [CUT_SHORT]
    assert (answer.text, answer.finish) == ("달은 지구를", "length")
    assert notes.text == answer.text
    assert not spare.requests


async def test_the_model_itself_is_tried_again_first(stack: AsyncExitStack) -> None:
    models = (
        (Setup(fallback="spare"), (Answer(500), completion("달"))),
        (Setup(name="spare"), (completion("해"),)),
    )
    service, (_, spare) = await service_of(stack, *models)
    answer = await service.complete(REQUEST)
    assert (answer.text, answer.instead_of) == ("달", None)
    assert not spare.requests


async def test_when_none_can_the_last_says_why(stack: AsyncExitStack) -> None:
    service, servers = await service_of(stack, *pair(Answer(500), Answer(403)), tries=2)
    with pytest.raises(errors.ProviderRefused, match="403"):
        await service.complete(REQUEST)
    assert [len(server.requests) for server in servers] == [2, 1]


async def test_what_a_failed_model_said_is_taken_back(stack: AsyncExitStack) -> None:
    notes = Notes()
    broken = streamed("해는 ", "돈다", finish=None)
    service, _ = await service_of(stack, *pair(broken, streamed("달은 돈다")), tries=1)
    answer = await service.stream(REQUEST, notes)
    assert answer.text == notes.text == "달은 돈다"
    assert notes.resets == 1


async def test_nothing_is_taken_back_that_was_never_said(stack: AsyncExitStack) -> None:
    notes = Notes()
    service, _ = await service_of(stack, *pair(Answer(500), streamed("달")), tries=1)
    await service.stream(REQUEST, notes)
    assert notes.resets == 0


async def test_a_broken_stream_is_tried_again_from_its_start(stack: AsyncExitStack) -> None:
    notes = Notes()
    answers = (streamed("달은 ", "돈", finish=None), streamed("달은 ", "돈다"))
    service, _ = await service_of(stack, (Setup(), answers))
    assert (await service.stream(REQUEST, notes)).text == notes.text == "달은 돈다"
    assert notes.resets == 1


async def test_an_empty_answer_is_asked_for_again_twice(stack: AsyncExitStack) -> None:
    service, (server,) = await service_of(stack, (Setup(), (streamed(" \n"),)))
    with pytest.raises(errors.EmptyReply):
        await service.stream(REQUEST, Notes())
    assert len(server.requests) == 3


async def test_nobody_waits_past_the_deadline_of_the_run(stack: AsyncExitStack) -> None:
    service, (server,) = await service_of(stack, (Setup(), (SLOW_DOWN,)))
    started = time.monotonic()
    with running(uuid4(), seconds_left=20), pytest.raises(errors.ProviderThrottled):
        await service.complete(REQUEST)
    assert time.monotonic() - started < 10
    assert len(server.requests) == 1


async def test_a_server_that_fails_every_time_is_left_alone_for_its_stand_in(
    stack: AsyncExitStack,
) -> None:
    setup = Setup(fallback="spare", breaker=Breaker(failures=2, rest=60))
    models = (setup, (Answer(500),)), (Setup(name="spare"), (completion("달"),))
    service, (down, _) = await service_of(stack, *models, tries=2)
    for _ in range(4):
        assert (await service.complete(REQUEST)).text == "달"
    assert len(down.requests) == 2


async def test_calls_wait_for_a_server_that_rests_and_all_go_on_when_it_is_back(
    stack: AsyncExitStack,
) -> None:
    breaker = Breaker(failures=2, rest=0.5)
    answers = (Answer(500), Answer(500), completion("달"))
    service, (server,) = await service_of(stack, (Setup(breaker=breaker), answers), tries=2)
    with pytest.raises(errors.ProviderUnavailable):
        await service.complete(REQUEST)
    found = await asyncio.gather(*(service.complete(REQUEST) for _ in range(5)))
    assert [answer.text for answer in found] == ["달"] * 5
    assert len(server.requests) == 2 + 5


async def test_who_stands_in_line_when_a_server_is_given_up_waits_and_loses_no_try(
    stack: AsyncExitStack,
) -> None:
    setup = Setup(breaker=Breaker(failures=1, rest=0.5), concurrency=1)
    service, (server,) = await service_of(stack, (setup, (Answer(500), completion("달"))), tries=1)
    began = time.monotonic()
    found = await asyncio.gather(
        *(service.complete(REQUEST) for _ in range(4)), return_exceptions=True
    )
    assert time.monotonic() - began >= 0.5
    assert [each.text for each in found if isinstance(each, Completion)] == ["달"] * 3
    assert len(server.requests) == 1 + 3


async def test_a_model_that_hangs_is_not_waited_for_twice_before_its_stand_in(
    stack: AsyncExitStack,
) -> None:
    hanging = Setup(fallback="spare", limits=replace(LIMITS, whole=0.2))
    models = (hanging, (Answer(hang=True),)), (Setup(name="spare"), (completion("달"),))
    service, (down, _) = await service_of(stack, *models, tries=3)
    assert (await service.complete(REQUEST)).text == "달"
    assert len(down.requests) == 1


async def test_a_slow_model_leaves_its_stand_in_time_before_the_deadline(
    stack: AsyncExitStack,
) -> None:
    dripping = streamed(*["달"] * 500, drip_seconds=0.05)
    service, _ = await service_of(stack, *pair(dripping, streamed("해")), tries=3)
    notes = Notes()
    with running(uuid4(), seconds_left=2):
        assert (await service.stream(REQUEST, notes)).text == "해"
    assert notes.text == "해"


async def test_a_slow_model_alone_ends_before_the_deadline(stack: AsyncExitStack) -> None:
    breaker = Breaker(failures=1, rest=60)
    dripping = streamed(*["달"] * 500, drip_seconds=0.05)
    service, (server,) = await service_of(stack, (Setup(breaker=breaker), (dripping,)))
    with running(uuid4(), seconds_left=1.5), pytest.raises(errors.ProviderTimeout):
        await asyncio.wait_for(service.stream(REQUEST, Notes()), 1.4)
    assert len(server.requests) == 1
    assert breaker.closed, "the server was not given its time"


async def test_retries_are_few_among_many_calls(stack: AsyncExitStack) -> None:
    service, (server,) = await service_of(stack, (Setup(), (Answer(500),)), tries=2)
    calls = (service.complete(REQUEST) for _ in range(30))
    await asyncio.gather(*calls, return_exceptions=True)
    assert 30 + 10 <= len(server.requests) <= 30 + 10 + 4


async def test_a_pause_that_the_server_asks_for_costs_no_budget(stack: AsyncExitStack) -> None:
    later = Answer(429, headers={"retry-after": "0"})
    answers = (*[later] * 30, completion("달"))
    service, (server,) = await service_of(stack, (Setup(concurrency=30), answers), tries=2)
    await asyncio.gather(*(service.complete(REQUEST) for _ in range(30)))
    assert len(server.requests) == 60


async def test_every_answered_call_is_counted_also_a_useless_one(stack: AsyncExitStack) -> None:
    usage = Counted()
    answers = (Answer(500), completion(""), completion("달"))
    service, _ = await service_of(stack, (Setup(usage=usage), answers))
    await service.complete(REQUEST)
    assert usage.calls == [("llama3", 7, 3)] * 2


async def test_without_any_model_the_refusal_says_what_to_set() -> None:
    with pytest.raises(errors.ProviderRefused, match="LLM_API_ENDPOINT"):
        await service_over().complete(REQUEST)
