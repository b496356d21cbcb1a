"""A tiny HTTP server that answers what a test wrote down, and keeps what it was asked."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Answer:
    """One scripted response; ``hang`` keeps the connection open without a word.

    ``cut`` ends the connection after so many characters, ``hold`` goes silent after them.
    """

    status: int = 200
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    hang: bool = False
    drip_seconds: float = 0
    cut: int | None = None
    hold: int | None = None


Script = Answer | Callable[[dict[str, Any]], Answer]


def completion(text: str | None, *, finish: str | None = "stop", **message: Any) -> Answer:
    """A chat completion as vLLM writes it."""
    reply = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "llama3",
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": text, **message},
                "finish_reason": finish,
            }
        ],
        "usage": {"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10},
    }
    return Answer(body=json.dumps(reply))


def json_reply(value: object, **options: Any) -> Answer:
    """A chat completion whose text is JSON."""
    return completion(json.dumps(value, ensure_ascii=False), **options)


def streamed(
    *pieces: str, finish: str | None = "stop", usage: bool = True, **options: Any
) -> Answer:
    """The same as a stream; without a ``finish`` it ends in the middle, but in good order."""
    deltas: list[dict[str, Any]] = [{"role": "assistant", "content": ""}]
    deltas += [{"content": piece} for piece in pieces]
    chunks = [_chunk([{"index": 0, "delta": delta, "finish_reason": None}]) for delta in deltas]
    if finish:
        chunks.append(_chunk([{"index": 0, "delta": {}, "finish_reason": finish}]))
    if finish and usage:
        counted = {"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10}
        chunks.append(_chunk([], usage=counted))
    return events(*chunks, *(["[DONE]"] if finish else []), **options)


def events(*data: str, **options: Any) -> Answer:
    """Server-sent events."""
    body = "".join(f"data: {text}\n\n" for text in data)
    return Answer(body=body, headers={"content-type": "text/event-stream"}, **options)


def _chunk(choices: list[dict[str, Any]], **more: Any) -> str:
    head = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "llama3"}
    return json.dumps({**head, "choices": choices, **more}, ensure_ascii=False)


class ScriptedServer:
    """Answers in order, the last one for ever."""

    def __init__(self, answers: tuple[Script, ...]) -> None:
        self.answers = answers
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.asked = asyncio.Event()
        self.left = asyncio.Event()
        self.address = ""
        self._handlers: set[asyncio.Task[None]] = set()

    @property
    def endpoint(self) -> str:
        """As the documents write an OpenAI-compatible server's."""
        return f"{self.address}/v1/chat/completions"

    @property
    def prompts(self) -> list[str]:
        """Everything said to the model, call by call."""
        return [
            "\n".join(message["content"] for message in request["messages"])
            for request in self.requests
        ]

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._handlers.add(task)
        try:
            await self._answer(reader, writer)
        finally:
            self._handlers.discard(task)
            writer.close()

    async def close(self) -> None:
        for task in list(self._handlers):
            task.cancel()
        await asyncio.gather(*self._handlers, return_exceptions=True)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        request_line, *lines = head.strip().splitlines()
        headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in lines)}
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        request = json.loads(body or b"{}")
        self.paths.append(request_line.split()[1])
        self.headers.append(headers)
        self.requests.append(request)
        self.asked.set()
        script = self.answers[min(len(self.requests), len(self.answers)) - 1]
        answer = script if isinstance(script, Answer) else script(request)
        if answer.hang:
            await reader.read()
            self.left.set()
            return
        await _write(writer, answer)
        if answer.hold is not None:
            await reader.read()
            self.left.set()


async def _write(writer: asyncio.StreamWriter, answer: Answer) -> None:
    content = answer.body.encode()
    headers = {"content-type": "application/json", **answer.headers}
    head = [f"HTTP/1.1 {answer.status} X", *(f"{k}: {v}" for k, v in headers.items())]
    head += [f"content-length: {len(content)}", "connection: close", "", ""]
    writer.write("\r\n".join(head).encode())
    told = answer.body[: answer.hold if answer.cut is None else answer.cut].encode()
    step = 16 if answer.drip_seconds else len(told) or 1
    for at in range(0, len(told), step):
        writer.write(told[at : at + step])
        await asyncio.sleep(answer.drip_seconds)
    await writer.drain()


@asynccontextmanager
async def scripted(*answers: Script) -> AsyncIterator[ScriptedServer]:
    """The server, listening on a free port."""
    scripted_server = ScriptedServer(answers)
    server = await asyncio.start_server(scripted_server.handle, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    scripted_server.address = f"http://127.0.0.1:{port}"
    try:
        yield scripted_server
    finally:
        server.close()
        await scripted_server.close()
