import asyncio
import json
from dataclasses import replace

import pytest
from langchain_openai.chat_models import _client_utils

from app.domain import errors
from app.services.llm.client import Piece
from app.services.llm.openai_compatible import base_url, open_openai_compatible
from app.services.llm.protocol import Message, Picture, Prompt
from app.services.llm.reception import Limits, judged, receive
from tests.language_models import LIMITS, openai_client
from tests.unit.services.llm.scripted_server import Answer, completion, scripted

PROMPT = Prompt("n05_write_report", "너는 기자다.", "<query>\n달\n</query>", max_tokens=77)
SECRET = "sk-very-secret"
SCHEMA = {"type": "object", "properties": {"a": {"type": "integer"}}}


async def asked(answer: Answer, limits: Limits = LIMITS) -> str:
    request = PROMPT.request(SCHEMA)
    async with scripted(answer) as server, openai_client(server.endpoint, SECRET) as client:
        return judged(await receive(client, "llama3", request, limits), request)


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
    async with (
        scripted(completion('{"a": 1}')) as server,
        openai_client(server.endpoint, SECRET) as client,
    ):
        answer = await client.complete("llama3", PROMPT.request(SCHEMA))
    assert answer == Piece('{"a": 1}', "stop", "llama3", prompt_tokens=7, completion_tokens=3)
    assert server.paths == ["/v1/chat/completions"]
    assert server.headers[0]["authorization"] == f"Bearer {SECRET}"
    request = server.requests[0]
    assert request["model"] == "llama3"
    assert request["max_tokens"] == 77
    assert "max_completion_tokens" not in request
    assert request["messages"] == [
        {"role": "system", "content": "너는 기자다."},
        {"role": "user", "content": "<query>\n달\n</query>"},
    ]
    assert request["response_format"] == {
        "type": "json_schema",
        "json_schema": {"name": "n05_write_report", "schema": SCHEMA},
    }


async def test_the_limit_can_have_the_name_that_openai_gives_it() -> None:
    async with (
        scripted(completion("달")) as server,
        open_openai_compatible(
            endpoint=server.endpoint,
            api_key=None,
            timeout=5,
            connections=1,
            limit_field="max_completion_tokens",
        ) as client,
    ):
        await client.complete("o3", PROMPT.request(SCHEMA))
    assert server.requests[0]["max_completion_tokens"] == 77
    assert "max_tokens" not in server.requests[0]


async def test_no_key_and_no_schema_are_fine() -> None:
    async with (
        scripted(completion("안녕")) as server,
        openai_client(server.endpoint, None) as client,
    ):
        answer = await client.complete("llama3", replace(PROMPT.request(SCHEMA), json_schema=None))
    assert answer.text == "안녕"
    assert "response_format" not in server.requests[0]


async def test_pictures_and_stops_are_sent() -> None:
    seen = Message("user", "무엇이 보이나?", (Picture("image/png", b"png"),))
    request = replace(PROMPT.request(SCHEMA), messages=(seen,), stop=("끝",))
    async with scripted(completion("달")) as server, openai_client(server.endpoint) as client:
        await client.complete("llama3", request)
    assert server.requests[0]["stop"] == ["끝"]
    assert server.requests[0]["messages"][0]["content"] == [
        {"type": "text", "text": "무엇이 보이나?"},
        {"type": "image_url", "image_url": {"url": "data:image/png;base64,cG5n"}},
    ]


async def test_thinking_is_not_part_of_the_answer() -> None:
    assert await asked(completion("<think>음</think>\n달")) == "달"


async def test_what_has_no_end_may_be_asked_again() -> None:
    with pytest.raises(errors.ProviderUnavailable, match="끝까지"):
        await asked(completion('{"a": 1', finish=None))


@pytest.mark.parametrize("finish", ["eos", "stop_sequence"])
async def test_a_server_may_have_its_own_word_for_an_end(finish: str) -> None:
    assert await asked(completion('{"a": 1}', finish=finish)) == '{"a": 1}'


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (completion('{"a": 1', finish="length"), "잘렸습니다"),
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
    limits = replace(LIMITS, whole=0.3)
    async with scripted(Answer(hang=True)) as server, openai_client(server.endpoint) as client:
        with pytest.raises(errors.ProviderTimeout):
            await receive(client, "llama3", PROMPT.request(SCHEMA), limits)
        await asyncio.wait_for(server.left.wait(), 2)


async def test_a_slow_drip_ends_in_time() -> None:
    drip = Answer(body=completion("x" * 400).body, drip_seconds=0.1)
    with pytest.raises(errors.ProviderTimeout):
        await asked(drip, replace(LIMITS, whole=0.3))


async def test_nobody_listening_is_unreachable() -> None:
    async with scripted(Answer()) as server:
        gone = server
    async with openai_client(gone.endpoint) as client:
        with pytest.raises(errors.ProviderUnreachable):
            await client.complete("llama3", PROMPT.request(SCHEMA))


async def test_cancelling_closes_the_call() -> None:
    async with scripted(Answer(hang=True)) as server, openai_client(server.endpoint) as client:
        call = asyncio.create_task(client.complete("llama3", PROMPT.request(SCHEMA)))
        await asyncio.wait_for(server.asked.wait(), 2)
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        await asyncio.wait_for(server.left.wait(), 2)


async def test_a_probe_asks_for_the_models() -> None:
    models = Answer(body='{"object": "list", "data": []}')
    async with scripted(models, Answer(503)) as server, openai_client(server.endpoint) as client:
        await client.probe("llama3")
        with pytest.raises(errors.ProviderUnavailable):
            await client.probe("llama3")
    assert server.paths == ["/v1/models", "/v1/models"]


async def test_proxies_in_the_environment_are_left_alone(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "socks5://127.0.0.1:9")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "example.com")
    monkeypatch.setattr(_client_utils, "_proxy_env_warning_emitted", False)
    async with scripted(completion("안녕")) as server, openai_client(server.endpoint) as client:
        assert (await client.complete("llama3", PROMPT.request(SCHEMA))).text == "안녕"
    assert "proxy" not in caplog.text
