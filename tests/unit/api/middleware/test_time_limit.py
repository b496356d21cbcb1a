"""The limit on the wait for an answer."""

import asyncio

import pytest
from fastapi import Request
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive, Scope, Send

from app.api.middleware.time_limit import TimeLimitMiddleware
from app.api.time_limit import time_limit

HTTP: Scope = {"type": "http"}


async def _receive() -> Message:
    return {"type": "http.disconnect"}


async def _send(message: Message) -> None:
    """Nobody listens."""


async def test_an_answer_that_does_not_begin() -> None:
    async def sleeper(scope: Scope, receive: Receive, send: Send) -> None:
        await asyncio.sleep(10)

    with pytest.raises(HTTPException) as raised:
        await TimeLimitMiddleware(sleeper, 0.01)(HTTP, _receive, _send)
    assert raised.value.status_code == 504


async def test_an_answer_that_has_begun_may_last() -> None:
    async def stream(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start"})
        await asyncio.sleep(0.05)
        await send({"type": "http.response.body"})

    sent: list[Message] = []

    async def keep(message: Message) -> None:
        sent.append(message)

    await TimeLimitMiddleware(stream, 0.01)(HTTP, _receive, keep)
    assert len(sent) == 2


async def test_the_applications_own_timeouts_are_its_own() -> None:
    async def failing(scope: Scope, receive: Receive, send: Send) -> None:
        raise TimeoutError

    with pytest.raises(TimeoutError):
        await TimeLimitMiddleware(failing, 10)(HTTP, _receive, _send)


async def test_who_waits_on_purpose_gets_more_time() -> None:
    async def wait(scope: Scope, receive: Receive, send: Send) -> None:
        time_limit(Request(scope)).extend(10)
        await asyncio.sleep(0.05)

    await TimeLimitMiddleware(wait, 0.01)(dict(HTTP), _receive, _send)
