"""How a model's answer goes wrong, over both protocols, and how the sandbox saw it end."""

import json
import time
from datetime import UTC, datetime

import httpx2
import pytest

from tests.contract.sandbox_control import add_fault, ended_call

TEXT = "한빛시는 시내버스 40대를 수소버스로 바꾸었다. 충전소는 두 곳뿐이다. 이를 요약해줘."
SCHEMA = {
    "type": "object",
    "properties": {"title": {"type": "string"}, "count": {"type": "integer"}},
    "required": ["title", "count"],
}


class Speaker:
    """Asks one question in one protocol."""

    def __init__(self, sandbox: str, endpoint: str) -> None:
        self.sandbox, self.endpoint = sandbox, endpoint

    def _request(self, stream: bool, schema: dict | None) -> tuple[str, dict]:
        if self.endpoint == "chat":
            body: dict = {"messages": [{"role": "user", "content": TEXT}], "stream": stream}
            if schema:
                shape = {"name": "shape", "schema": schema}
                body["response_format"] = {"type": "json_schema", "json_schema": shape}
            return "/v1/chat/completions", body
        body = {"contents": [{"parts": [{"text": TEXT}]}]}
        if schema:
            body["generationConfig"] = {
                "responseMimeType": "application/json",
                "responseJsonSchema": schema,
            }
        method = "streamGenerateContent?alt=sse&key=k" if stream else "generateContent?key=k"
        return f"/v1beta/models/m:{method}", body

    def open(self, http: httpx2.AsyncClient, *, stream: bool = False, schema: dict | None = None):
        path, body = self._request(stream, schema)
        return http.stream("POST", f"{self.sandbox}{path}", json=body)

    def text(self, reply: dict) -> str:
        if self.endpoint == "chat":
            return reply["choices"][0]["message"]["content"] or ""
        parts = reply["candidates"][0].get("content", {}).get("parts", [])
        return "".join(part["text"] for part in parts)

    def piece(self, event: dict) -> str:
        if "error" in event:
            return ""
        if self.endpoint == "chat":
            return event["choices"][0]["delta"].get("content") or ""
        return self.text(event)


@pytest.fixture(params=["chat", "gemini"])
def speaker(request: pytest.FixtureRequest, sandbox: str) -> Speaker:
    return Speaker(sandbox, request.param)


async def whole(speaker: Speaker, schema: dict | None = None) -> str:
    async with httpx2.AsyncClient(timeout=5) as http, speaker.open(http, schema=schema) as reply:
        await reply.aread()
    return speaker.text(reply.json())


async def events(speaker: Speaker, timeout: float = 5) -> list[dict]:
    """All events of a stream."""
    async with (
        httpx2.AsyncClient(timeout=timeout) as http,
        speaker.open(http, stream=True) as reply,
    ):
        lines = [line async for line in reply.aiter_lines() if line.startswith("data: {")]
    return [json.loads(line.removeprefix("data: ")) for line in lines]


def is_over(event: dict) -> bool:
    choice = (event.get("choices") or event.get("candidates") or [{}])[0]
    return bool(choice.get("finish_reason") or choice.get("finishReason"))


async def test_an_empty_answer_is_complete_and_says_nothing(speaker):
    await add_fault(speaker.sandbox, speaker.endpoint, "empty")
    assert await whole(speaker) == ""


async def test_a_refused_answer_gives_its_reason(speaker):
    await add_fault(speaker.sandbox, speaker.endpoint, "refused", times=2)

    assert await whole(speaker) == ""
    [last] = [event for event in await events(speaker) if is_over(event)]
    assert "content_filter" in str(last) or "SAFETY" in str(last)


async def test_a_wrong_schema_is_json_of_other_types(speaker):
    await add_fault(speaker.sandbox, speaker.endpoint, "wrong_schema")
    reply = json.loads(await whole(speaker, SCHEMA))

    assert set(reply) == {"title", "count"}
    assert not isinstance(reply["title"], str)
    assert not isinstance(reply["count"], int)


async def test_bad_json_breaks_off(speaker):
    await add_fault(speaker.sandbox, speaker.endpoint, "bad_json")
    with pytest.raises(ValueError, match=r"Expecting|Unterminated"):
        json.loads(await whole(speaker, SCHEMA))


async def test_a_fence_stands_around_the_json(speaker):
    good = await whole(speaker, SCHEMA)
    await add_fault(speaker.sandbox, speaker.endpoint, "fenced")

    assert f"```json\n{good}\n```" in await whole(speaker, SCHEMA)


async def test_thinking_comes_first_and_is_split_across_chunks(speaker):
    good = await whole(speaker)
    await add_fault(speaker.sandbox, speaker.endpoint, "thinking")

    pieces = [speaker.piece(event) for event in await events(speaker)]
    assert not any("<think>" in piece for piece in pieces)
    thoughts, _, rest = "".join(pieces).partition("</think>")
    assert thoughts.startswith("<think>")
    assert rest.strip() == good


async def test_a_drip_takes_its_time_over_every_piece(speaker):
    await add_fault(speaker.sandbox, speaker.endpoint, "drip", seconds=0.01)
    began = time.monotonic()

    got = await events(speaker)

    assert time.monotonic() - began >= 0.01 * (len(got) - 1)
    assert is_over(got[-1])


async def test_a_truncated_stream_ends_without_its_reason(speaker):
    await add_fault(speaker.sandbox, speaker.endpoint, "truncated", after=3)

    got = await events(speaker)

    assert len(got) == 3
    assert not any(map(is_over, got))


async def test_a_truncated_body_is_shorter_than_announced(speaker):
    await add_fault(speaker.sandbox, speaker.endpoint, "truncated")
    with pytest.raises(httpx2.RemoteProtocolError):
        await whole(speaker)


@pytest.mark.parametrize("stream", [False, True])
async def test_a_reset_breaks_the_connection_in_the_middle(speaker, stream):
    await add_fault(speaker.sandbox, speaker.endpoint, "reset_midway")
    with pytest.raises(httpx2.TransportError):
        await (events(speaker) if stream else whole(speaker))


async def test_a_failure_in_the_middle_is_told_in_the_stream(speaker):
    await add_fault(speaker.sandbox, speaker.endpoint, "stream_error", after=3)

    got = await events(speaker)

    assert "error" in got[-1]
    assert len(got) == 4


async def test_a_stalled_stream_falls_silent_and_is_cancelled_by_leaving(speaker):
    await add_fault(speaker.sandbox, speaker.endpoint, "stall", after=2)
    with pytest.raises(httpx2.ReadTimeout):
        await events(speaker, timeout=0.3)
    left = datetime.now(UTC)

    call = await ended_call(speaker.sandbox, speaker.endpoint)
    assert call["outcome"] == "cancelled"
    seen = datetime.fromisoformat(call["ended"])
    assert abs((seen - left).total_seconds()) < 1


async def test_a_throttled_call_says_when_to_come_back(speaker):
    await add_fault(speaker.sandbox, speaker.endpoint, "status", status=429, seconds=2)
    async with httpx2.AsyncClient() as http, speaker.open(http) as reply:
        body = json.loads(await reply.aread())

    assert reply.status_code == 429
    if speaker.endpoint == "chat":
        assert reply.headers["retry-after"] == "2"
    else:
        assert "retry-after" not in reply.headers
        assert body["error"]["details"][-1]["retryDelay"] == "2s"


@pytest.mark.parametrize(
    ("endpoint", "kind"),
    [("chat", "blocked"), ("search", "drip"), ("txt2img", "empty"), ("gemini", "huge_image")],
)
async def test_a_fault_that_an_endpoint_can_not_have_is_refused(sandbox, endpoint, kind):
    async with httpx2.AsyncClient() as http:
        reply = await http.post(
            f"{sandbox}/control/faults", json={"endpoint": endpoint, "kind": kind}
        )

    assert reply.status_code == 422
