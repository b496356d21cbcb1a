"""Whatever escapes, the client gets a problem."""

import json
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from app.api.middleware.envelope import EnvelopeMiddleware
from app.domain.errors import DatabaseDown
from app.observability.timings import Timings


async def _receive() -> Message:
    return {"type": "http.disconnect"}


async def _answer(error: Exception, *, late: bool = False) -> list[Any]:
    sent: list[Any] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if late:
            await send({"type": "http.response.start", "status": 200, "headers": []})
        raise error

    async def keep(message: Message) -> None:
        sent.append(message)

    scope: Scope = {"type": "http", "method": "GET", "path": "/", "headers": []}
    await EnvelopeMiddleware(app, Timings("method", "status"))(scope, _receive, keep)
    return sent


async def test_known_and_unknown_errors() -> None:
    start, body = await _answer(DatabaseDown())
    assert start["status"] == 503
    assert json.loads(body["body"])["type"] == "/problems/database_down"
    start, body = await _answer(KeyError("secret"))
    assert start["status"] == 500
    assert b"secret" not in body["body"]


async def test_after_the_start_of_an_answer_only_the_connection_can_tell() -> None:
    with pytest.raises(DatabaseDown):
        await _answer(DatabaseDown(), late=True)
