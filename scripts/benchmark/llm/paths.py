"""Three ways to the first token of the same model: straight, through our service, as a task."""

import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Protocol

import httpx2

from app.services.llm.protocol import Message, ModelRequest
from app.services.llm.service import LLMService
from scripts.benchmark.failure import BenchmarkFailed

PROMPT = "달 탐사선 다누리가 달의 남극에서 얼음을 찾았다. 무엇을 찾았는지 한 문장으로 답하라."
_TOKENS = 256


class Path(Protocol):
    """One way. A question is asked, its first token is waited for, the rest is read."""

    @property
    def name(self) -> str:
        """For tables."""
        ...

    async def first_token(self) -> float:
        """Seconds from asking to the first letter of the answer."""
        ...


@dataclass(frozen=True)
class Straight:
    """The sandbox itself, over HTTP."""

    http: httpx2.AsyncClient
    name: str = "straight to the model"

    async def first_token(self) -> float:
        """See Path."""
        body = {
            "model": "llama3",
            "messages": [{"role": "user", "content": PROMPT}],
            "max_tokens": _TOKENS,
            "temperature": 0.7,
            "stream": True,
            "stream_options": {"include_usage": True},
        }
        began = time.perf_counter()
        async with _posted(self.http, "/v1/chat/completions", body) as response:
            return await _first(response, began, _delta)


class Clock:
    """Implements TextSink: notes when the first text came."""

    def __init__(self) -> None:
        self._began = time.perf_counter()
        self.first: float | None = None

    async def write(self, text: str) -> None:
        """See TextSink."""
        if self.first is None and text:
            self.first = time.perf_counter() - self._began

    async def reset(self) -> None:
        """See TextSink."""
        self.first = None


@dataclass(frozen=True)
class Service:
    """Our service in this process, with the fleet's slots in PostgreSQL."""

    service: LLMService
    name: str = "through the LLM service"

    async def first_token(self) -> float:
        """See Path."""
        clock = Clock()
        request = ModelRequest("benchmark", (Message("user", PROMPT),), max_tokens=_TOKENS)
        await self.service.stream(request, clock)
        if clock.first is None:
            raise BenchmarkFailed("the service wrote no text")
        return clock.first


@dataclass(frozen=True)
class Task:
    """A durable task: accepted by the gateway, run by a worker, told over SSE."""

    http: httpx2.AsyncClient
    name: str = "as a durable task"

    async def first_token(self) -> float:
        """See Path."""
        began = time.perf_counter()
        body = {"prompt": PROMPT, "max_tokens": _TOKENS}
        accepted = await self.http.post("/api/v1/llm/tasks", json=body)
        path = f"/api/v1/llm/tasks/{accepted.raise_for_status().json()['task_id']}/stream"
        async with self.http.stream("GET", path) as response:
            return await _first(response, began, lambda data: data.get("text", ""))


async def _first(
    response: httpx2.Response, began: float, text: Callable[[dict[str, object]], object]
) -> float:
    """When the first event with text came; the rest is read to leave nothing behind."""
    first = None
    async for line in response.aiter_lines():
        if first is None and line.startswith("data: {") and text(json.loads(line[6:])):
            first = time.perf_counter() - began
    if first is None:
        raise BenchmarkFailed("a stream had no text")
    return first


def _delta(data: dict[str, object]) -> object:
    match data:
        case {"choices": [{"delta": {"content": content}}]}:
            return content
    return None


@asynccontextmanager
async def _posted(
    http: httpx2.AsyncClient, path: str, body: dict[str, object]
) -> AsyncIterator[httpx2.Response]:
    async with http.stream("POST", path, json=body) as response:
        yield response.raise_for_status()
