"""The official clients talk to the sandbox as they do to vLLM."""

import asyncio
import json
from collections.abc import AsyncIterator

import httpx2
import openai
import pytest
from langchain_openai import ChatOpenAI
from pydantic import BaseModel, Field

ARTICLE = """다음 글을 요약해줘.

한빛시는 3월부터 시내버스 40대를 수소버스로 바꾸었다.
교통과 이서연 과장은 "승객이 느끼는 소음이 절반으로 줄었다"고 말했다.
하지만 충전소가 두 곳뿐이어서 새벽마다 줄이 길다.
시는 내년까지 충전소를 다섯 곳으로 늘릴 계획이다."""


class Summary(BaseModel):
    """요약."""

    title: str = Field(description="짧은 제목", max_length=40)
    sentences: list[str] = Field(min_length=2, max_length=3, description="핵심 문장")
    score: float = Field(ge=0, le=1)


@pytest.fixture
async def client(sandbox: str) -> AsyncIterator[openai.AsyncOpenAI]:
    async with openai.AsyncOpenAI(
        base_url=f"{sandbox}/v1", api_key="any", max_retries=0, timeout=5
    ) as client:
        yield client


@pytest.fixture
async def chat(sandbox: str) -> AsyncIterator[ChatOpenAI]:
    async with httpx2.AsyncClient() as http:  # its own cached client outlives the event loop
        yield ChatOpenAI(
            base_url=f"{sandbox}/v1",
            api_key="any",
            model="llama3",
            max_retries=0,
            stream_usage=True,
            http_async_client=http,
        )


def ask(text: str = ARTICLE) -> list[dict[str, str]]:
    return [{"role": "user", "content": text}]


async def test_a_plain_completion_answers_from_the_text(client):
    reply = await client.chat.completions.create(model="llama3", messages=ask())

    choice = reply.choices[0]
    assert "수소버스" in choice.message.content
    assert choice.finish_reason == "stop"
    assert reply.model == reply.system_fingerprint == "newsum-sandbox"
    assert reply.usage.total_tokens == reply.usage.prompt_tokens + reply.usage.completion_tokens


async def test_every_reply_is_labelled_in_a_header(client):
    raw = await client.chat.completions.with_raw_response.create(model="x", messages=ask())

    assert raw.headers["x-newsum-sandbox"] == "made without a model"


async def test_the_same_question_gets_the_same_answer_and_another_another(client):
    async def answer(text: str) -> str | None:
        reply = await client.chat.completions.create(model="x", messages=ask(text))
        return reply.choices[0].message.content

    assert await answer(ARTICLE) == await answer(ARTICLE)
    assert await answer(ARTICLE) != await answer("고래는 바다에 산다. 고래는 소리로 길을 찾는다.")


async def test_a_stream_has_role_text_reason_and_done(client):
    whole = await client.chat.completions.create(model="x", messages=ask())
    stream = await client.chat.completions.create(model="x", messages=ask(), stream=True)

    chunks = [chunk async for chunk in stream]

    assert chunks[0].choices[0].delta.role == "assistant"
    assert chunks[-1].choices[0].finish_reason == "stop"
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks)
    assert text == whole.choices[0].message.content
    assert all(chunk.usage is None for chunk in chunks)


async def test_a_stream_ends_with_usage_only_when_asked(client):
    stream = await client.chat.completions.create(
        model="x", messages=ask(), stream=True, stream_options={"include_usage": True}
    )

    chunks = [chunk async for chunk in stream]

    assert chunks[-1].choices == []
    assert chunks[-1].usage.completion_tokens > 0
    assert all(chunk.usage is None for chunk in chunks[:-1])


async def test_the_stream_is_terminated_by_done(sandbox):
    async with httpx2.AsyncClient(base_url=sandbox) as http:
        reply = await http.post(
            "/v1/chat/completions", json={"model": "x", "messages": ask(), "stream": True}
        )

    assert reply.headers["content-type"].startswith("text/event-stream")
    assert reply.text.endswith("data: [DONE]\n\n")


async def test_json_by_schema_is_satisfied(client):
    reply = await client.chat.completions.create(
        model="x",
        messages=ask(),
        response_format={
            "type": "json_schema",
            "json_schema": {"name": "summary", "schema": Summary.model_json_schema()},
        },
    )

    summary = Summary.model_validate_json(reply.choices[0].message.content)
    assert all(sentence in ARTICLE for sentence in summary.sentences)


async def test_json_object_is_an_object(client):
    reply = await client.chat.completions.create(
        model="x", messages=ask(), response_format={"type": "json_object"}
    )

    assert isinstance(json.loads(reply.choices[0].message.content), dict)


async def test_json_object_follows_a_schema_in_the_prompt(client):
    schema = json.dumps({"type": "object", "properties": {"keywords": {"type": "array"}}})

    reply = await client.chat.completions.create(
        model="x",
        messages=[{"role": "system", "content": f"JSON: {schema}"}, *ask()],
        response_format={"type": "json_object"},
    )

    assert set(json.loads(reply.choices[0].message.content)) == {"keywords"}


async def test_max_tokens_cuts_with_reason_length(client):
    reply = await client.chat.completions.create(model="x", messages=ask(), max_tokens=3)

    assert reply.choices[0].finish_reason == "length"
    assert reply.usage.completion_tokens == 3


async def test_stop_ends_the_answer_before_the_word(client):
    reply = await client.chat.completions.create(model="x", messages=ask(), stop=["수소"])

    assert "수소" not in reply.choices[0].message.content
    assert reply.choices[0].finish_reason == "stop"
    assert reply.choices[0].stop_reason == "수소"


async def test_models_name_the_configured_default(client):
    [model] = [model async for model in client.models.list()]

    assert model.id == "llama3"
    assert model.owned_by == "newsum-sandbox"


async def test_tokenize_counts_as_usage_does(client, sandbox):
    reply = await client.chat.completions.create(model="x", messages=ask())
    async with httpx2.AsyncClient(base_url=sandbox) as http:
        counted = (await http.post("/tokenize", json={"messages": ask()})).json()
        prompt = (await http.post("/tokenize", json={"prompt": "수소버스 40대"})).json()

    assert counted["count"] == reply.usage.prompt_tokens
    assert prompt["count"] == len(prompt["tokens"]) > 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"messages": []},
        {"messages": "hello"},
        {"messages": ask(), "stream_options": {"include_usage": True}},
        {"messages": ask(), "response_format": {"type": "json_schema"}},
        {"messages": ask(), "max_tokens": 0},
        {"messages": ask(), "max_tokens": 200_000},
    ],
)
async def test_a_bad_request_is_refused_in_vllms_words(sandbox, wrong):
    async with httpx2.AsyncClient(base_url=sandbox) as http:
        reply = await http.post("/v1/chat/completions", json={"model": "x", **wrong})

    assert reply.status_code == 400
    error = reply.json()["error"]
    assert (error["type"], error["code"]) == ("BadRequestError", 400)
    assert error["message"]


async def test_a_status_fault_is_the_clients_own_exception(client, sandbox):
    async with httpx2.AsyncClient(base_url=sandbox) as http:
        fault = {
            "endpoint": "chat",
            "kind": "status",
            "status": 429,
            "headers": {"Retry-After": "7"},
        }
        (await http.post("/control/faults", json=fault)).raise_for_status()

    with pytest.raises(openai.RateLimitError) as caught:
        await client.chat.completions.create(model="x", messages=ask())
    assert caught.value.response.headers["retry-after"] == "7"
    assert caught.value.type == "RateLimitError"


async def test_bad_json_is_a_whole_reply_with_the_models_json_cut_off(client, sandbox):
    async with httpx2.AsyncClient(base_url=sandbox) as http:
        await http.post("/control/faults", json={"endpoint": "chat", "kind": "bad_json"})
    schema = {"name": "summary", "schema": Summary.model_json_schema()}

    reply = await client.chat.completions.create(
        model="x",
        messages=ask(),
        response_format={"type": "json_schema", "json_schema": schema},
    )

    assert reply.choices[0].finish_reason == "stop"
    with pytest.raises(ValueError, match=r"Expecting|Unterminated"):
        json.loads(reply.choices[0].message.content)


async def test_leaving_a_hanging_chat_cancels_it(client, sandbox):
    async with httpx2.AsyncClient(base_url=sandbox) as http:
        await http.post("/control/faults", json={"endpoint": "chat", "kind": "hang"})
        pending = asyncio.create_task(client.chat.completions.create(model="x", messages=ask()))
        await asyncio.sleep(0.2)
        pending.cancel()
        await asyncio.gather(pending, return_exceptions=True)
        await asyncio.sleep(0.25)
        calls = (await http.get("/control/calls")).json()["chat"]

    assert (calls["cancelled"], calls["in_flight"]) == (1, 0)


async def test_a_finished_stream_counts_as_finished(client, sandbox):
    stream = await client.chat.completions.create(model="m", messages=ask(), stream=True)
    async for _ in stream:
        continue

    async with httpx2.AsyncClient(base_url=sandbox) as http:
        calls = (await http.get("/control/calls")).json()["chat"]

    assert (calls["finished"], calls["in_flight"]) == (1, 0)
    assert calls["recent"][0]["model"] == "m"
    assert calls["recent"][0]["stream"] is True


async def test_langchain_invokes(chat):
    message = await chat.ainvoke(ARTICLE)

    assert "수소버스" in message.text
    assert message.usage_metadata["total_tokens"] > 0


async def test_langchain_streams(chat):
    chunks = [chunk async for chunk in chat.astream(ARTICLE)]

    whole = chunks[0]
    for chunk in chunks[1:]:
        whole += chunk
    assert "수소버스" in whole.text
    assert whole.usage_metadata["output_tokens"] > 0


@pytest.mark.parametrize("method", ["json_schema", "json_mode"])
async def test_langchain_structures_output(chat, method):
    model = chat.with_structured_output(Summary, method=method)
    text = f"{ARTICLE}\n\nJSON schema: {json.dumps(Summary.model_json_schema())}"

    assert isinstance(await model.ainvoke(text), Summary)
