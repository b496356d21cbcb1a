"""LLM tasks as clients see them, and a worker that answers one by hand."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx2

from app.cancellation import cancel_until_ended
from app.domain.llm_task import LlmAnswer, TokenUsage
from app.redis import connect_redis
from app.tasks.outcome import Outcome
from app.tasks.runs import Run
from app.tasks.tokens import TokenWriter
from tests.gateway_server import RunningGateway

Told = tuple[str, str, dict[str, Any]]


async def accept(gateway: RunningGateway, **members: Any) -> str:
    """The id of an LLM task that was just accepted."""
    body = {"prompt": "한강의 수달을 한 문장으로 소개해 줘", **members}
    reply = await gateway.client.post("/api/v1/llm/tasks", json=body)
    assert reply.status_code == 202, reply.text
    return str(reply.json()["task_id"])


async def result(gateway: RunningGateway, task_id: str) -> dict[str, Any]:
    """As clients poll it."""
    reply = await gateway.client.get(f"/api/v1/llm/tasks/{task_id}/result")
    assert reply.status_code == 200, reply.text
    return dict(reply.json())


async def stream(
    gateway: RunningGateway, task_id: str, last: str | None = None
) -> AsyncIterator[Told]:
    """(id, event, data), until the server ends the stream."""
    headers = {"Last-Event-ID": last} if last is not None else {}
    path = f"/api/v1/llm/tasks/{task_id}/stream"
    async with gateway.client.sse(path, headers=headers) as source:
        async for event in source:
            if event.data:
                yield event.id, event.event, event.json()


async def read(gateway: RunningGateway, task_id: str, last: str | None = None) -> list[Told]:
    """The whole stream."""
    return [told async for told in stream(gateway, task_id, last)]


def shown(told: list[Told], before: str = "") -> str:
    """What a client that follows the stream has on its screen."""
    text = before
    for _, kind, data in told:
        if kind == "reset":
            text = ""
        elif kind == "token":
            text += data["text"]
    return text


@dataclass(frozen=True)
class Answering:
    """A run and its tokens."""

    gateway: RunningGateway
    run: Run
    tokens: TokenWriter

    async def finish(self, text: str) -> None:
        """The tokens are all written."""
        usage = TokenUsage(prompt_tokens=3, completion_tokens=len(text))
        answer = LlmAnswer(generated_text=text, model="by-hand", usage=usage)
        finisher = self.gateway.worker.finisher
        flushing = asyncio.create_task(finisher.run())
        try:
            await finisher.finish(self.run.claim, Outcome(answer.model_dump()))
        finally:
            await cancel_until_ended([flushing])


@asynccontextmanager
async def answering(gateway: RunningGateway, task_id: str) -> AsyncIterator[Answering]:
    """Claim the task and write its answer."""
    settings = gateway.settings
    redis = connect_redis(f"redis://{settings.REDIS_HOST}:{settings.REDIS_PORT}/0", connections=2)
    run = await gateway.worker.claim(UUID(task_id))
    try:
        async with TokenWriter(redis, run.id, run.claim.attempt) as tokens:
            yield Answering(gateway, run, tokens)
    finally:
        await redis.aclose()


async def answered(gateway: RunningGateway, text: str = "수달은 돌아왔다.") -> str:
    """The id of a task whose answer is ``text``."""
    task_id = await accept(gateway)
    async with answering(gateway, task_id) as answer:
        await answer.tokens.write(text)
    await answer.finish(text)
    return task_id


async def cancel(gateway: RunningGateway, task_id: str) -> httpx2.Response:
    """As clients do."""
    return await gateway.client.post(f"/api/v1/llm/tasks/{task_id}/cancel")
