"""Google's official client talks to the sandbox as it does to Gemini."""

import json
from collections.abc import AsyncIterator
from io import BytesIO

import httpx2
import pytest
from google import genai
from google.genai import errors, types
from PIL import Image
from pydantic import BaseModel, Field

from tests.contract.sandbox_control import add_fault, calls_of, messages_of

MODEL = "gemini-2.5-flash"
ARTICLE = """다음 글을 요약해줘.

한빛시는 3월부터 시내버스 40대를 수소버스로 바꾸었다.
교통과 이서연 과장은 "승객이 느끼는 소음이 절반으로 줄었다"고 말했다.
하지만 충전소가 두 곳뿐이어서 새벽마다 줄이 길다.
시는 내년까지 충전소를 다섯 곳으로 늘릴 계획이다."""


class Summary(BaseModel):
    """요약."""

    title: str = Field(description="짧은 제목", max_length=40)
    sentences: list[str] = Field(min_length=2, max_length=3, description="핵심 문장")
    source: str | None = None


@pytest.fixture
async def client(sandbox: str) -> AsyncIterator[genai.client.AsyncClient]:
    options = types.HttpOptions(base_url=sandbox, timeout=5000)
    client = genai.Client(api_key="any", http_options=options).aio
    yield client
    await client.aclose()


def png(width: int = 32, height: int = 32) -> bytes:
    data = BytesIO()
    Image.new("RGB", (width, height), "navy").save(data, "PNG")
    return data.getvalue()


async def post(sandbox: str, body: object, method: str = "generateContent", **params: str):
    async with httpx2.AsyncClient(base_url=sandbox, timeout=5) as http:
        path = f"/v1beta/models/{MODEL}:{method}"
        return await http.post(path, json=body, params={"key": "any", **params})


async def test_a_plain_answer_comes_from_the_text(client):
    reply = await client.models.generate_content(model=MODEL, contents=ARTICLE)

    assert "수소버스" in reply.text
    assert reply.candidates[0].finish_reason is types.FinishReason.STOP
    assert reply.model_version == "newsum-sandbox"
    usage = reply.usage_metadata
    assert usage.total_token_count == usage.prompt_token_count + usage.candidates_token_count


@pytest.mark.parametrize("version", ["v1", "v1beta"])
async def test_both_versions_answer(sandbox, version):
    body = {"contents": [{"parts": [{"text": ARTICLE}]}]}
    async with httpx2.AsyncClient(base_url=sandbox, headers={"x-goog-api-key": "any"}) as http:
        reply = await http.post(f"/{version}/models/{MODEL}:generateContent", json=body)

    assert reply.json()["candidates"][0]["finishReason"] == "STOP"


async def test_the_system_instruction_and_the_history_reach_the_model(client, sandbox):
    await client.models.generate_content(
        model=MODEL,
        contents=[
            types.Content(role="user", parts=[types.Part(text="나는 부산에 산다.")]),
            types.Content(role="model", parts=[types.Part(text="기억하겠습니다.")]),
            types.Content(role="user", parts=[types.Part(text="나는 어디에 살지?")]),
        ],
        config=types.GenerateContentConfig(system_instruction="짧게 답한다."),
    )

    [messages] = await messages_of(sandbox, "gemini")
    assert [(each["role"], each["text"]) for each in messages] == [
        ("system", "짧게 답한다."),
        ("user", "나는 부산에 산다."),
        ("assistant", "기억하겠습니다."),
        ("user", "나는 어디에 살지?"),
    ]


async def test_a_stream_is_the_whole_answer_in_pieces(client):
    whole = await client.models.generate_content(model=MODEL, contents=ARTICLE)

    stream = await client.models.generate_content_stream(model=MODEL, contents=ARTICLE)
    chunks = [chunk async for chunk in stream]

    assert len(chunks) > 3
    assert "".join(chunk.text or "" for chunk in chunks) == whole.text
    reasons = [chunk.candidates[0].finish_reason for chunk in chunks]
    assert reasons == [None] * (len(chunks) - 1) + [types.FinishReason.STOP]
    last = chunks[-1].usage_metadata
    assert last.candidates_token_count == whole.usage_metadata.candidates_token_count


async def test_a_stream_has_googles_line_ends_and_no_done(sandbox):
    body = {"contents": [{"parts": [{"text": ARTICLE}]}]}
    reply = await post(sandbox, body, "streamGenerateContent", alt="sse")

    assert reply.headers["content-type"].startswith("text/event-stream")
    assert reply.text.endswith("}\r\n\r\n")
    assert "[DONE]" not in reply.text


async def test_a_stream_without_sse_is_an_array(sandbox):
    reply = await post(
        sandbox, {"contents": [{"parts": [{"text": ARTICLE}]}]}, "streamGenerateContent"
    )

    assert reply.json()[-1]["candidates"][0]["finishReason"] == "STOP"


async def test_a_schema_of_the_client_is_satisfied(client):
    reply = await client.models.generate_content(
        model=MODEL,
        contents=ARTICLE,
        config=types.GenerateContentConfig(
            response_mime_type="application/json", response_schema=Summary
        ),
    )

    assert isinstance(reply.parsed, Summary)
    assert all(sentence in ARTICLE for sentence in reply.parsed.sentences)


async def test_a_plain_json_schema_is_satisfied(client):
    reply = await client.models.generate_content(
        model=MODEL,
        contents=ARTICLE,
        config=types.GenerateContentConfig(
            response_mime_type="application/json",
            response_json_schema=Summary.model_json_schema(),
        ),
    )

    assert len(Summary.model_validate_json(reply.text).sentences) >= 2


async def test_json_without_a_schema_is_an_object(client):
    config = types.GenerateContentConfig(response_mime_type="application/json")
    reply = await client.models.generate_content(model=MODEL, contents=ARTICLE, config=config)

    assert isinstance(json.loads(reply.text), dict)


async def test_the_limit_cuts_and_says_so(client):
    config = types.GenerateContentConfig(max_output_tokens=3)
    reply = await client.models.generate_content(model=MODEL, contents=ARTICLE, config=config)

    assert reply.candidates[0].finish_reason is types.FinishReason.MAX_TOKENS
    assert reply.usage_metadata.candidates_token_count == 3


async def test_a_stop_sequence_ends_the_answer(client):
    config = types.GenerateContentConfig(stop_sequences=["수소"])
    reply = await client.models.generate_content(model=MODEL, contents=ARTICLE, config=config)

    assert "수소" not in reply.text


async def test_a_picture_is_counted(client, sandbox):
    picture = types.Part.from_bytes(data=png(), mime_type="image/png")
    reply = await client.models.generate_content(model=MODEL, contents=[picture, "무슨 그림이야?"])

    details = {
        each.modality.name: each.token_count for each in reply.usage_metadata.prompt_tokens_details
    }
    assert details["IMAGE"] == 258
    [[message]] = await messages_of(sandbox, "gemini")
    assert message["pictures"] == 1


async def test_tokens_are_counted_as_usage_counts(client):
    reply = await client.models.generate_content(model=MODEL, contents=ARTICLE)
    counted = await client.models.count_tokens(model=MODEL, contents=ARTICLE)

    assert counted.total_tokens == reply.usage_metadata.prompt_token_count


async def test_the_model_can_be_looked_up(client, sandbox):
    model = await client.models.get(model=MODEL)

    assert model.name == f"models/{MODEL}"
    async with httpx2.AsyncClient(base_url=sandbox, headers={"x-goog-api-key": "any"}) as http:
        listed = (await http.get("/v1beta/models")).json()["models"]
    assert [each["name"] for each in listed] == ["models/newsum-sandbox"]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({"contents": []}, "contents is not specified"),
        ({"contents": [{"role": "assistant", "parts": [{"text": "x"}]}]}, "role"),
        (
            {"contents": [{"parts": [{"inlineData": {"mimeType": "image/png", "data": "*"}}]}]},
            "Base64",
        ),
        (
            {"contents": [{"parts": [{"inlineData": {"mimeType": "text/html", "data": "aGk="}}]}]},
            "Unsupported MIME type: text/html",
        ),
        (
            {"contents": [{"parts": [{"inlineData": {"mimeType": "image/png", "data": "aGk="}}]}]},
            "Unable to process input image",
        ),
        (
            {
                "contents": [{"parts": [{"text": "x"}]}],
                "generationConfig": {"responseSchema": {"type": "OBJECT"}},
            },
            "application/json",
        ),
        (
            {
                "contents": [{"parts": [{"text": "x"}]}],
                "generationConfig": {
                    "responseMimeType": "application/json",
                    "responseSchema": {"type": "OBJECT", "additionalProperties": False},
                },
            },
            'Unknown name "additionalProperties"',
        ),
    ],
)
async def test_a_bad_request_is_refused_in_googles_words(sandbox, body, says):
    reply = await post(sandbox, body)

    assert reply.status_code == 400
    error = reply.json()["error"]
    assert (error["code"], error["status"]) == (400, "INVALID_ARGUMENT")
    assert says in error["message"]


async def test_a_call_without_a_key_is_refused(sandbox):
    async with httpx2.AsyncClient(base_url=sandbox) as http:
        reply = await http.post(f"/v1beta/models/{MODEL}:generateContent", json={})

    assert (reply.status_code, reply.json()["error"]["status"]) == (403, "PERMISSION_DENIED")


async def test_a_used_up_quota_tells_when_to_come_back(client, sandbox):
    await add_fault(sandbox, "gemini", "status", status=429, seconds=37)

    with pytest.raises(errors.ClientError) as caught:
        await client.models.generate_content(model=MODEL, contents=ARTICLE)

    assert (caught.value.code, caught.value.status) == (429, "RESOURCE_EXHAUSTED")
    details = {
        each["@type"].rpartition(".")[2]: each for each in caught.value.details["error"]["details"]
    }
    assert details["RetryInfo"]["retryDelay"] == "37s"
    assert details["QuotaFailure"]["violations"]


async def test_a_wrong_key_is_named(client, sandbox):
    message = "API key not valid. Please pass a valid API key."
    await add_fault(sandbox, "gemini", "status", status=400, message=message)

    with pytest.raises(errors.ClientError) as caught:
        await client.models.generate_content(model=MODEL, contents=ARTICLE)

    [detail] = caught.value.details["error"]["details"]
    assert detail["reason"] == "API_KEY_INVALID"


@pytest.mark.parametrize(("status", "name"), [(500, "INTERNAL"), (503, "UNAVAILABLE")])
async def test_googles_own_failures(client, sandbox, status, name):
    await add_fault(sandbox, "gemini", "status", status=status)

    with pytest.raises(errors.ServerError) as caught:
        await client.models.generate_content(model=MODEL, contents=ARTICLE)

    assert caught.value.status == name


async def test_a_blocked_prompt_has_no_candidates(client, sandbox):
    await add_fault(sandbox, "gemini", "blocked")

    reply = await client.models.generate_content(model=MODEL, contents=ARTICLE)

    assert not reply.candidates
    assert reply.prompt_feedback.block_reason is types.BlockedReason.SAFETY


async def test_a_refused_answer_has_no_text(client, sandbox):
    await add_fault(sandbox, "gemini", "refused")

    reply = await client.models.generate_content(model=MODEL, contents=ARTICLE)

    assert reply.candidates[0].finish_reason is types.FinishReason.SAFETY
    assert not reply.text


async def test_a_failure_in_the_middle_of_a_stream_is_an_error(client, sandbox):
    await add_fault(sandbox, "gemini", "stream_error", after=2)

    stream = await client.models.generate_content_stream(model=MODEL, contents=ARTICLE)
    with pytest.raises(errors.ServerError):
        [chunk async for chunk in stream]


async def test_a_truncated_stream_just_ends(client, sandbox):
    await add_fault(sandbox, "gemini", "truncated")

    stream = await client.models.generate_content_stream(model=MODEL, contents=ARTICLE)
    chunks = [chunk async for chunk in stream]

    assert all(chunk.candidates[0].finish_reason is None for chunk in chunks)


async def test_a_call_is_logged_with_its_model_and_shape(client, sandbox):
    await client.models.generate_content(model=MODEL, contents=ARTICLE)

    calls = await calls_of(sandbox, "gemini")
    [call] = calls["recent"]
    assert (call["model"], call["stream"], call["schema"]) == (MODEL, False, False)
    assert call["outcome"] == "finished"
    assert "messages" not in call
