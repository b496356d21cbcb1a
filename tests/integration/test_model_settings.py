"""Every setting of the language models reaches its place, and what they were asked is counted."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from tokenizers import Tokenizer, models

from app.domain import errors
from app.domain.chat import ChatPayload, SummaryPayload
from app.domain.current_run import running
from app.embedded.endpoints import Endpoints
from app.repositories.llm_usage import LlmUsageRepository, ModelUsage
from app.services.llm.protocol import Message, ModelRequest
from app.services.tokens.tokenizer_file import TokenizerFileCounter
from tests.gateway_server import gateway_settings
from tests.language_models import Notes
from tests.unit.services.llm.scripted_server import (
    Answer,
    Script,
    ScriptedServer,
    completion,
    scripted,
    streamed,
)
from workers.chats import open_chats
from workers.engine import connect
from workers.models import Models, initialize_llm_async
from workers.workshop import Workshop, open_workshop

REQUEST = ModelRequest("test", (Message("user", "달은?"),), max_tokens=7)


class Wiring:
    """Opens what a worker opens, over one scripted server."""

    def __init__(self, stack: AsyncExitStack, endpoints: Endpoints, directory: Path) -> None:
        self._stack = stack
        self._endpoints = endpoints
        self._directory = directory

    async def models(
        self, *answers: Script, **settings: Any
    ) -> tuple[Workshop, Models, ScriptedServer]:
        server = await self._stack.enter_async_context(scripted(*answers))
        known = gateway_settings(
            self._endpoints,
            self._directory,
            **{"LLM_API_ENDPOINT": server.endpoint, "LLM_API_RETRIES": 1, **settings},
        )
        connections = await self._stack.enter_async_context(connect(self._endpoints, known))
        workshop = await self._stack.enter_async_context(
            open_workshop(known, self._endpoints, connections)
        )
        return workshop, await initialize_llm_async(workshop), server


@pytest.fixture
async def wiring(endpoints: Endpoints, tmp_path: Path) -> AsyncIterator[Wiring]:
    async with AsyncExitStack() as stack:
        yield Wiring(stack, endpoints, tmp_path)


async def test_tries_and_breaker(wiring: Wiring) -> None:
    limits = {"LLM_API_RETRIES": 2, "LLM_BREAKER_FAILURES": 2, "LLM_BREAKER_SECONDS": 77}
    _, models, server = await wiring.models(Answer(500), **limits)
    with pytest.raises(errors.ProviderUnavailable):
        await models.service.complete(REQUEST)
    assert len(server.requests) == 2
    with running(uuid4(), seconds_left=0.2), pytest.raises(errors.ProviderUnavailable) as resting:
        await models.service.complete(REQUEST)
    assert len(server.requests) == 2
    assert 70 < (resting.value.retry_after or 0) <= 77


HANGING, SILENT = Answer(hang=True), streamed("달은 ", "돈다", hold=420)
DRIPPING = streamed(*["달"] * 500, drip_seconds=0.05)


@pytest.mark.parametrize(
    ("setting", "answer", "streaming"),
    [
        ("LLM_API_TIMEOUT", HANGING, False),
        ("LLM_FIRST_TOKEN_TIMEOUT", HANGING, True),
        ("LLM_IDLE_TIMEOUT", SILENT, True),
        ("LLM_STREAM_TIMEOUT", DRIPPING, True),
    ],
)
async def test_every_limit(wiring: Wiring, setting: str, answer: Answer, streaming: bool) -> None:
    _, models, _ = await wiring.models(answer, **{setting: 0.3})
    call = (
        models.service.stream(REQUEST, Notes()) if streaming else models.service.complete(REQUEST)
    )
    began = time.monotonic()
    with pytest.raises(errors.ProviderTimeout):
        await asyncio.wait_for(call, 5)
    assert time.monotonic() - began >= 0.3


async def test_a_pause_may_last_as_long_as_its_own_limit(wiring: Wiring) -> None:
    """The wire's limit is not shorter than the longest of ours."""
    brief = {"LLM_API_TIMEOUT": 0.2, "LLM_FIRST_TOKEN_TIMEOUT": 0.2, "LLM_IDLE_TIMEOUT": 5}
    _, models, _ = await wiring.models(SILENT, **brief)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(models.service.stream(REQUEST, Notes()), 1)


async def test_the_options_of_a_model(wiring: Wiring) -> None:
    options = {
        "LLM_LIMIT_FIELD": "max_completion_tokens",
        "LLM_STARTS_THINKING": True,
        "DEFAULT_LLM_MODEL": "r1",
        "LLM_API_KEY": "key-1",
    }
    _, models, server = await wiring.models(completion("음</think>돈다"), **options)
    assert (await models.service.complete(REQUEST)).text == "돈다"
    assert server.requests[0]["model"] == "r1"
    assert server.requests[0]["max_completion_tokens"] == 7
    assert server.headers[0]["authorization"] == "Bearer key-1"


async def test_the_options_of_a_further_model_and_its_stand_in(wiring: Wiring) -> None:
    async with scripted(Answer(500)) as further:
        entry = {
            "name": "qwen3",
            "endpoint": further.endpoint,
            "model": "Qwen/Qwen3",
            "limit_field": "max_completion_tokens",
            "fallback": "llama3",
        }
        _, models, _ = await wiring.models(completion("돈다"), LLM_MODELS=json.dumps([entry]))
        answer = await models.service.complete(
            ModelRequest("test", REQUEST.messages, model="qwen3", max_tokens=7)
        )
        assert (answer.text, answer.instead_of) == ("돈다", "Qwen/Qwen3")
        assert further.requests[0]["model"] == "Qwen/Qwen3"
        assert further.requests[0]["max_completion_tokens"] == 7
        assert set(models.probes) == {"llm", "llm:llama3", "llm:qwen3"}


async def test_what_was_asked_is_counted_for_its_task(wiring: Wiring) -> None:
    workshop, models, _ = await wiring.models(completion("돈다"))
    db, task_id = workshop.connections.db, uuid4()
    await db.execute(
        "INSERT INTO tasks (id, type, queue, owner, payload, deadline_at) "
        "VALUES ($1, 'test', 'q', 'o', '{}', now())",
        task_id,
    )
    with running(task_id, seconds_left=60):
        for _ in range(2):
            await models.service.complete(REQUEST)
    counted = await LlmUsageRepository(db).of_task(task_id)
    assert counted == [ModelUsage("llama3", 2, 14, 6)]


async def test_chat_counts_with_the_configured_tokenizer(wiring: Wiring, tmp_path: Path) -> None:
    path = tmp_path / "tokenizer.json"
    Tokenizer(models.WordLevel({"[?]": 0}, unk_token="[?]")).save(str(path))
    sizes = {"CHAT_CONTEXT_TOKENS": 999, "CHAT_SUMMARY_TOKENS": 77, "CHAT_ANSWER_TOKENS": 55}
    workshop, opened, _ = await wiring.models(completion("돈다"), TOKENIZER_PATH=path, **sizes)
    handlers = (await open_chats(workshop, opened)).registrations
    chat, summary = (
        handlers[ChatPayload.task_type].handler,
        handlers[SummaryPayload.task_type].handler,
    )
    assert isinstance(chat.counter, TokenizerFileCounter)
    assert summary.counter is chat.counter
    assert (summary.window, summary.max_tokens) == (999, 77)
