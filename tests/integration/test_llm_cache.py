"""Answers that may be reused, in a real Redis."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from app.services.llm.cache import ResponseCache
from app.services.llm.protocol import Message, ModelRequest, Picture
from app.services.llm.service import LLMService
from tests.language_models import Notes, Setup, endpoint_of, openai_client, service_over
from tests.unit.services.llm.scripted_server import ScriptedServer, completion, scripted, streamed

REQUEST = ModelRequest("task", (Message("user", "달은?"),), cache="owner")


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    async with Redis.from_url(redis_url) as client:
        yield client


@pytest.fixture
async def server() -> AsyncIterator[ScriptedServer]:
    async with scripted(completion("돈다"), completion("둘째"), completion("셋째")) as running:
        yield running


@pytest.fixture
async def service(redis: Redis, server: ScriptedServer) -> AsyncIterator[LLMService]:
    async with openai_client(server.endpoint) as client:
        yield service_over(endpoint_of(client, Setup()), tries=1, cache=ResponseCache(redis))


async def test_the_same_question_is_asked_once(
    service: LLMService, server: ScriptedServer, redis: Redis
) -> None:
    first = await service.complete(REQUEST)
    notes = Notes()
    again = await service.stream(replace(REQUEST, name="another step"), notes)
    assert again == first
    assert notes.text == "돈다"
    assert len(server.requests) == 1
    [key] = await redis.keys("llm_response:*")
    assert 3500 < await redis.ttl(key) <= 3600


@pytest.mark.parametrize(
    "other",
    [
        {"cache": "another owner"},
        {"model": "qwen3"},
        {"temperature": 0.1},
        {"max_tokens": 5},
        {"stop": ("끝",)},
        {"json_schema": {"type": "object"}},
        {"messages": (Message("user", "해는?"),)},
        {"messages": (Message("user", "달은?", (Picture("image/png", b"png"),)),)},
    ],
)
async def test_any_other_question_is_asked(
    service: LLMService, server: ScriptedServer, other: dict[str, object]
) -> None:
    await service.complete(REQUEST)
    assert (await service.complete(replace(REQUEST, **other))).text == "둘째"  # type: ignore[arg-type]
    assert len(server.requests) == 2


async def test_who_does_not_ask_for_it_gets_a_new_answer(service: LLMService, redis: Redis) -> None:
    private = replace(REQUEST, cache=None)
    assert (await service.complete(private)).text == "돈다"
    assert (await service.complete(private)).text == "둘째"
    assert await redis.keys("llm_response:*") == []


async def test_the_answer_of_a_stand_in_is_not_kept(redis: Redis) -> None:
    async with (
        scripted(streamed("반", finish="content_filter")) as broken,
        scripted(completion("달")) as spare,
        openai_client(broken.endpoint) as first,
        openai_client(spare.endpoint) as second,
    ):
        endpoints = (
            endpoint_of(first, Setup(fallback="spare")),
            endpoint_of(second, Setup(name="spare")),
        )
        service = service_over(*endpoints, tries=1, cache=ResponseCache(redis))
        assert (await service.complete(REQUEST)).text == "달"
    assert await redis.keys("llm_response:*") == []


@pytest.mark.parametrize("stored", ['{"text": "옛것", "tokens": 3}', "{", "[]", '"달"'])
async def test_what_another_version_stored_is_not_read(
    service: LLMService, redis: Redis, stored: str
) -> None:
    await service.complete(REQUEST)
    [key] = await redis.keys("llm_response:*")
    await redis.set(key, stored)
    assert (await service.complete(REQUEST)).text == "둘째"


async def test_another_model_behind_the_same_name_is_asked(
    server: ScriptedServer, redis: Redis
) -> None:
    async with openai_client(server.endpoint) as client:
        for name in ("llama3", "llama4", "llama3"):
            service = service_over(
                endpoint_of(client, Setup(name=name)), cache=ResponseCache(redis)
            )
            await service.complete(REQUEST)
    assert len(server.requests) == 2


async def test_a_cancelled_look_up_is_no_outage() -> None:
    class Frozen:
        async def get(self, key: str) -> None:
            try:
                await asyncio.sleep(10)
            except asyncio.CancelledError:
                raise ConnectionError from None  # as redis-py may say it

    cache = ResponseCache(Frozen())  # type: ignore[arg-type]
    looking = asyncio.create_task(cache.get(REQUEST, "llama3"))
    await asyncio.sleep(0)
    looking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await looking


async def test_without_redis_every_question_is_asked(server: ScriptedServer) -> None:
    nobody = Redis(host="127.0.0.1", port=1, retry=Retry(NoBackoff(), 0))
    async with nobody, openai_client(server.endpoint) as client:
        service = service_over(endpoint_of(client, Setup()), cache=ResponseCache(nobody))
        assert (await service.complete(REQUEST)).text == "돈다"
        assert (await service.complete(REQUEST)).text == "둘째"
