import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from langchain_openai.chat_models import _client_utils

from app.domain import errors
from app.services.llm.openai_compatible import (
    OpenAICompatibleModel,
    base_url,
    open_openai_compatible,
)
from app.services.llm.protocol import Completion, Prompt
from tests.unit.services.llm.scripted_server import Answer, ScriptedServer, completion, scripted

PROMPT = Prompt("n05_write_report", "너는 기자다.", "<query>\n달\n</query>", max_tokens=77)
SECRET = "sk-very-secret"
SCHEMA = {"type": "object", "properties": {"a": {"type": "integer"}}}


@asynccontextmanager
async def model_of(
    server: ScriptedServer, *, timeout: float = 5, key: str | None = SECRET
) -> AsyncIterator[OpenAICompatibleModel]:
    async with open_openai_compatible(
        endpoint=server.endpoint, api_key=key, model="llama3", timeout=timeout, connections=2
    ) as model:
        yield model


async def asked(answer: Answer, *, timeout: float = 5) -> Completion:
    async with scripted(answer) as server, model_of(server, timeout=timeout) as model:
        return await model.complete(PROMPT.request(SCHEMA))


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://h:8088/v1/chat/completions",
        "http://h:8088/v1/chat/completions/",
        "http://h:8088/v1",
        "http://h:8088/v1/",
    ],
)
def test_the_endpoint_may_name_the_whole_path(endpoint: str) -> None:
    assert base_url(endpoint) == "http://h:8088/v1"


async def test_one_call_says_everything() -> None:
    async with scripted(completion('{"a": 1}')) as server, model_of(server) as model:
        answer = await model.complete(PROMPT.request(SCHEMA))
    assert answer == Completion('{"a": 1}', prompt_tokens=7, completion_tokens=3, model="llama3")
    assert server.paths == ["/v1/chat/completions"]
    assert server.headers[0]["authorization"] == f"Bearer {SECRET}"
    request = server.requests[0]
    assert request["model"] == "llama3"
    assert request["max_completion_tokens"] == 77
    assert request["messages"] == [
        {"role": "system", "content": "너는 기자다."},
        {"role": "user", "content": "<query>\n달\n</query>"},
    ]
    assert request["response_format"] == {
        "type": "json_schema",
        "json_schema": {"name": "n05_write_report", "schema": SCHEMA},
    }


async def test_no_key_and_no_schema_are_fine() -> None:
    async with scripted(completion("안녕")) as server, model_of(server, key=None) as model:
        assert (
            await model.complete(replace(PROMPT.request(SCHEMA), json_schema=None))
        ).text == "안녕"
    assert "response_format" not in server.requests[0]


async def test_thinking_is_not_part_of_the_answer() -> None:
    assert (await asked(completion("<think>음</think>\n달"))).text == "달"


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (completion('{"a": 1', finish="length"), "잘렸습니다"),
        (completion('{"a": 1', finish=None), "끝까지"),
        (completion("", finish="content_filter"), "거절"),
        (completion(None, refusal="I can't"), "거절"),
        (completion("  \n"), "빈 답"),
        (completion(None), "빈 답"),
        (completion("<think>끝나지 않는 생각"), "빈 답"),
        (Answer(body="<html>", headers={"content-type": "text/html"}), "알아볼 수 없는"),
        (Answer(body='{"id": '), "알아볼 수 없는"),
        (Answer(body='{"id": "x"}'), "알아볼 수 없는"),
        (Answer(body='{"id": "x", "choices": null}'), "알아볼 수 없는"),
        (Answer(body='{"id": "x", "choices": []}'), "알아볼 수 없는"),
        (Answer(body='{"error": {"message": "boom"}}'), "알아볼 수 없는"),
    ],
)
async def test_what_is_no_complete_answer_is_a_bad_reply(answer: Answer, word: str) -> None:
    with pytest.raises(errors.BadReply, match=word):
        await asked(answer)


NEW_SHAPE = json.dumps({"error": {"message": f"no {SECRET}", "type": "E", "code": 404}})
OLD_SHAPE = json.dumps({"object": "error", "message": f"no {SECRET}", "type": "E", "code": 404})


@pytest.mark.parametrize("body", [NEW_SHAPE, OLD_SHAPE, '{"error": "Unauthorized"}', "oops", ""])
@pytest.mark.parametrize(
    ("status", "ours", "word"),
    [
        (400, errors.ProviderRefused, "HTTP 400"),
        (401, errors.ProviderRefused, "LLM_API_KEY"),
        (404, errors.ProviderRefused, "DEFAULT_LLM_MODEL"),
        (429, errors.ProviderThrottled, "한도"),
        (503, errors.ProviderUnavailable, "HTTP 503"),
    ],
)
async def test_every_error_shape_is_read_by_its_status(
    body: str, status: int, ours: type[errors.ProviderError], word: str
) -> None:
    with pytest.raises(ours, match=word) as caught:
        await asked(Answer(status, body, {"retry-after": "7"}))
    assert SECRET not in str(caught.value)
    assert caught.value.retry_after == (7 if status in (429, 503) else None)


async def test_a_prompt_beyond_the_context_is_refused_in_words() -> None:
    said = {"error": {"message": "This model's maximum context length is 8192 tokens."}}
    with pytest.raises(errors.ProviderRefused, match="길이를 넘었습니다"):
        await asked(Answer(400, json.dumps(said)))


async def test_silence_ends_in_time_and_closes_the_call() -> None:
    async with scripted(Answer(hang=True)) as server, model_of(server, timeout=0.3) as model:
        with pytest.raises(errors.ProviderTimeout):
            await model.complete(PROMPT.request(SCHEMA))
        await asyncio.wait_for(server.left.wait(), 2)


async def test_a_slow_drip_ends_in_time() -> None:
    drip = Answer(body=completion("x" * 400).body, drip_seconds=0.1)
    with pytest.raises(errors.ProviderTimeout):
        await asked(drip, timeout=0.3)


async def test_nobody_listening_is_unreachable() -> None:
    async with scripted(Answer()) as server:
        gone = server
    async with model_of(gone) as model:
        with pytest.raises(errors.ProviderUnreachable):
            await model.complete(PROMPT.request(SCHEMA))


async def test_cancelling_closes_the_call() -> None:
    async with scripted(Answer(hang=True)) as server, model_of(server) as model:
        call = asyncio.create_task(model.complete(PROMPT.request(SCHEMA)))
        await asyncio.wait_for(server.asked.wait(), 2)
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        await asyncio.wait_for(server.left.wait(), 2)


async def test_proxies_in_the_environment_are_left_alone(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "socks5://127.0.0.1:9")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "example.com")
    monkeypatch.setattr(_client_utils, "_proxy_env_warning_emitted", False)
    async with scripted(completion("안녕")) as server, model_of(server) as model:
        assert (
            await model.complete(replace(PROMPT.request(SCHEMA), json_schema=None))
        ).text == "안녕"
    assert "proxy" not in caplog.text
