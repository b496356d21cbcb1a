import asyncio
import json
from collections.abc import AsyncGenerator
from dataclasses import replace
from typing import Any

import pytest

from app.domain import errors
from app.services.llm.client import Piece
from app.services.llm.protocol import Message, ModelRequest, Picture
from app.services.llm.reception import Limits, judged, receive, receive_stream
from tests.language_models import LIMITS, Notes, gemini_client, turns_beside
from tests.unit.services.llm.gemini_answers import blocked, failure, generated, generated_stream
from tests.unit.services.llm.scripted_server import Answer, events, scripted

MODEL = "gemini-2.5-flash"
SECRET = "AIza-very-secret"
SCHEMA = {"type": "object", "properties": {"a": {"type": "integer"}}}
REQUEST = ModelRequest(
    "edit",
    (
        Message("system", "너는 기자다."),
        Message("user", "달은?", (Picture("image/png", b"png"),)),
        Message("assistant", "돈다."),
        Message("user", "해는?"),
    ),
    max_tokens=77,
    temperature=0.5,
    stop=("끝",),
)


async def asked(answer: Answer, request: ModelRequest = REQUEST) -> str:
    async with scripted(answer) as server, gemini_client(server.address, SECRET) as client:
        return judged(await receive(client, MODEL, request, LIMITS), request)


async def told(answer: Answer, notes: Notes, limits: Limits = LIMITS) -> str:
    async with scripted(answer) as server, gemini_client(server.address) as client:
        return judged(await receive_stream(client, MODEL, REQUEST, limits, notes), REQUEST)


async def test_one_call_says_everything() -> None:
    async with (
        scripted(generated("돌지 ", "않는다.")) as server,
        gemini_client(server.address, SECRET) as client,
    ):
        piece = await client.complete(MODEL, REQUEST)
    assert piece == Piece("돌지 않는다.", "stop", "gemini-x", prompt_tokens=7, completion_tokens=5)
    assert server.paths == [f"/v1beta/models/{MODEL}:generateContent"]
    assert server.headers[0]["x-goog-api-key"] == SECRET
    request = server.requests[0]
    assert [content["role"] for content in request["contents"]] == ["user", "model", "user"]
    assert request["contents"][0]["parts"][0] == {"text": "달은?"}
    assert json.dumps(request["contents"][0]["parts"][1]).count("cG5n") == 1
    assert request["systemInstruction"]["parts"] == [{"text": "너는 기자다."}]
    config = request["generationConfig"]
    assert config["maxOutputTokens"] == 77
    assert config["temperature"] == 0.5
    assert config["stopSequences"] == ["끝"]
    assert "responseMimeType" not in config


async def test_a_schema_is_sent_as_it_is() -> None:
    async with scripted(generated("{}")) as server, gemini_client(server.address) as client:
        await client.complete(MODEL, replace(REQUEST, json_schema=SCHEMA))
    config = server.requests[0]["generationConfig"]
    assert config["responseMimeType"] == "application/json"
    assert config["responseJsonSchema"] == SCHEMA


@pytest.mark.parametrize(
    ("model", "budget", "sent"),
    [
        ("gemini-2.5-flash-lite", None, {"thinking_budget": 0}),
        ("gemini-2.5-pro", None, None),
        ("gemini-2.0-flash", None, None),
        ("gemini-2.5-pro", 128, {"thinking_budget": 128}),
        ("gemini-2.5-flash", -1, {"thinking_budget": -1}),
    ],
)
async def test_no_model_gets_a_budget_of_thoughts_that_it_would_refuse(
    model: str, budget: int | None, sent: dict[str, int] | None
) -> None:
    async with (
        scripted(generated("달")) as server,
        gemini_client(server.address, thinking_budget=budget) as client,
    ):
        await client.complete(model, REQUEST)
    assert server.requests[0]["generationConfig"].get("thinkingConfig") == sent


async def test_thoughts_are_not_part_of_the_answer() -> None:
    parts = [{"text": "음", "thought": True}, {"text": "달"}]
    candidate = {"content": {"role": "model", "parts": parts}, "finishReason": "STOP"}
    assert await asked(Answer(body=json.dumps({"candidates": [candidate]}))) == "달"


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (generated(finish="MAX_TOKENS"), "잘렸습니다"),
        (generated(finish="SAFETY"), "거절"),
        (generated("인용", finish="RECITATION"), "거절"),
        (Answer(body=json.dumps(blocked())), "거절"),
        (generated(""), "빈 답"),
        (generated(), "빈 답"),
        (Answer(body="<html>"), "알아볼 수 없는"),
        (Answer(body="[1"), "알아볼 수 없는"),
    ],
)
async def test_what_is_no_complete_answer_is_a_bad_reply(answer: Answer, word: str) -> None:
    with pytest.raises(errors.BadReply, match=word):
        await asked(answer)


@pytest.mark.parametrize("body", [generated("달", finish=None).body, "{}", '{"candidates": []}'])
async def test_what_has_no_end_may_be_asked_again(body: str) -> None:
    with pytest.raises(errors.ProviderUnavailable, match="끝까지"):
        await asked(Answer(body=body))


@pytest.mark.parametrize(
    ("answer", "ours", "word"),
    [
        (failure(400, "INVALID_ARGUMENT", "API key not valid."), errors.ProviderRefused, "API_KEY"),
        (failure(403, "PERMISSION_DENIED", "no"), errors.ProviderRefused, "API_KEY"),
        (failure(404, "NOT_FOUND", "no"), errors.ProviderRefused, "GEMINI_MODEL"),
        (
            failure(400, "INVALID_ARGUMENT", "The input token count (9) exceeds the maximum"),
            errors.ProviderRefused,
            "길이를 넘었습니다",
        ),
        (failure(400, "INVALID_ARGUMENT", "bad"), errors.ProviderRefused, "HTTP 400"),
        (failure(429, "RESOURCE_EXHAUSTED", "quota"), errors.ProviderThrottled, "한도"),
        (failure(500, "INTERNAL", "boom"), errors.ProviderUnavailable, "HTTP 500"),
        (failure(503, "UNAVAILABLE", "boom"), errors.ProviderUnavailable, "HTTP 503"),
        (failure(504, "DEADLINE_EXCEEDED", "late"), errors.ProviderTimeout, "제때"),
        (Answer(502, "<html>bad gateway</html>"), errors.ProviderUnavailable, "HTTP 502"),
        (Answer(502, '"text"'), errors.ProviderUnavailable, "HTTP 502"),
        (Answer(500, ""), errors.ProviderUnavailable, "HTTP 500"),
    ],
)
@pytest.mark.parametrize("streaming", [False, True])
async def test_every_error_is_one_of_ours(
    answer: Answer, ours: type[errors.ProviderError], word: str, streaming: bool
) -> None:
    with pytest.raises(ours, match=word) as caught:
        await (told(answer, Notes()) if streaming else asked(answer))
    assert SECRET not in str(caught.value)


async def test_the_wait_that_google_asks_for_is_kept() -> None:
    info = {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "37.5s"}
    with pytest.raises(errors.ProviderThrottled) as caught:
        await asked(failure(429, "RESOURCE_EXHAUSTED", "quota", info))
    assert caught.value.retry_after == 37.5


async def test_a_proxys_retry_after_is_kept() -> None:
    with pytest.raises(errors.ProviderThrottled) as caught:
        await asked(Answer(429, "{}", {"retry-after": "7"}))
    assert caught.value.retry_after == 7


async def test_the_answer_appears_piece_by_piece() -> None:
    notes = Notes()
    assert await told(generated_stream("달은 ", "돈", "다."), notes) == "달은 돈다."
    assert notes.pieces == ["달은", " 돈", "다."]


@pytest.mark.parametrize(
    "answer",
    [
        generated_stream("달은 ", "돈", finish=None),
        generated_stream("달은 ", "돈다", cut=300),
        events(json.dumps({"error": {"code": 500, "message": "boom", "status": "INTERNAL"}})),
    ],
)
async def test_a_stream_that_breaks_off_is_never_complete(answer: Answer) -> None:
    with pytest.raises((errors.ProviderUnavailable, errors.ProviderUnreachable)):
        await told(answer, Notes())


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (blocked(), "거절"),
        ({"candidates": [{"index": 0, "finishReason": "SAFETY"}]}, "거절"),
    ],
)
async def test_a_blocked_stream_is_refused(body: dict[str, Any], word: str) -> None:
    with pytest.raises(errors.BadReply, match=word):
        await told(events(json.dumps(body)), Notes())


async def test_silence_ends_in_time_and_closes_the_call() -> None:
    async with scripted(Answer(hang=True)) as server, gemini_client(server.address) as client:
        with pytest.raises(errors.ProviderTimeout):
            await receive(client, MODEL, REQUEST, replace(LIMITS, whole=0.3))
        await asyncio.wait_for(server.left.wait(), 2)


async def test_responses_that_come_together_let_others_get_on() -> None:
    answer = generated_stream(*["수"] * 300)
    async with scripted(answer) as server, gemini_client(server.address) as client:
        stream = client.stream(MODEL, REQUEST)
        await anext(stream)
        rest = asyncio.create_task(_count(stream))
        assert await turns_beside(rest) >= 200
        assert rest.result() == 299


async def _count(stream: AsyncGenerator[Piece]) -> int:
    return len([piece async for piece in stream])


async def test_nobody_listening_is_unreachable() -> None:
    async with scripted(Answer()) as server:
        gone = server
    async with gemini_client(gone.address) as client:
        with pytest.raises(errors.ProviderUnreachable):
            await client.complete(MODEL, REQUEST)


@pytest.mark.parametrize("where", ["waiting", "writing"])
async def test_cancelling_closes_the_stream_wherever_it_is(where: str) -> None:
    reached = asyncio.Event()

    class Stuck(Notes):
        async def write(self, text: str) -> None:
            reached.set()
            if where == "writing":
                await asyncio.sleep(60)

    answer = generated_stream("달은 ", "돈다", "더", hold=600)
    async with scripted(answer) as server, gemini_client(server.address) as client:
        call = asyncio.create_task(receive_stream(client, MODEL, REQUEST, LIMITS, Stuck()))
        await asyncio.wait_for(reached.wait(), 5)
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        await asyncio.wait_for(server.left.wait(), 0.25)


async def test_a_probe_asks_for_the_model_until_it_is_well() -> None:
    model = Answer(body=json.dumps({"name": f"models/{MODEL}"}))
    missing = failure(404, "NOT_FOUND", "no")
    async with scripted(missing, model) as server, gemini_client(server.address) as client:
        with pytest.raises(errors.ProviderRefused, match="GEMINI_MODEL"):
            await client.probe(MODEL)
        await client.probe(MODEL)
        await client.probe(MODEL)
    assert server.paths == [f"/v1beta/models/{MODEL}"] * 2


async def test_the_environment_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOOGLE_GENAI_USE_VERTEXAI", "true")
    monkeypatch.setenv("GOOGLE_API_KEY", "another")
    monkeypatch.setenv("GOOGLE_GEMINI_BASE_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("HTTP_PROXY", "socks5://127.0.0.1:9")
    async with scripted(generated("달")) as server, gemini_client(server.address, SECRET) as client:
        assert (await client.complete(MODEL, REQUEST)).text == "달"
    assert server.headers[0]["x-goog-api-key"] == SECRET


async def test_the_log_names_no_key_that_is_not_used(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("GOOGLE_API_KEY", "for-the-search")
    monkeypatch.setenv("GEMINI_API_KEY", SECRET)
    async with (
        scripted(generated("돈다.")) as server,
        gemini_client(server.address, SECRET) as client,
    ):
        await client.complete(MODEL, REQUEST)
    assert server.headers[0]["x-goog-api-key"] == SECRET
    assert "GOOGLE_API_KEY" not in caplog.text
