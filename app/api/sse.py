"""Server-sent events: what is told of a task, from a given place on, until its end."""

import asyncio
from collections.abc import AsyncGenerator
from typing import Any, Protocol

from fastapi.sse import KEEPALIVE_COMMENT, EventSourceResponse, format_sse_event
from pydantic_core import to_json
from starlette.types import Receive, Scope, Send

from app.api.disconnect import disconnected
from app.domain.task import Json

KEEP_ALIVE_SECONDS = 15.0
RETRY_MS = 2_000


class Told(Protocol):
    """One message: ``id`` is the place after it, which a client comes back with."""

    @property
    def id(self) -> str:
        """Its Last-Event-ID."""
        ...

    @property
    def kind(self) -> str:
        """Its name."""
        ...

    @property
    def data(self) -> Json:
        """What it says."""
        ...


class EventStream(EventSourceResponse):
    """Opens the events before it answers, so that a refusal is still told with its own status.

    A stream that ends before the task does (the gateway is stopping) tells its reader to come
    back; ``id`` is where it stands, so nothing is missed.
    """

    def __init__(self, events: AsyncGenerator[Told]) -> None:
        super().__init__((), headers={"Cache-Control": "no-cache", "X-Accel-Buffering": "no"})
        self.events = events

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Until the story, the client or the gateway ends."""
        gone = asyncio.ensure_future(disconnected(receive))
        try:
            await self._stream(gone, send)
        finally:
            gone.cancel()
            await asyncio.gather(gone, return_exceptions=True)
            await self.events.aclose()

    async def _stream(self, gone: asyncio.Future[None], send: Send) -> None:
        upcoming = self._next()
        try:
            await asyncio.wait({upcoming}, timeout=0)
            if upcoming.done():
                upcoming.result()  # a refusal
            await send(
                {
                    "type": "http.response.start",
                    "status": self.status_code,
                    "headers": self.raw_headers,
                }
            )
            await _send_part(send, format_sse_event(retry=RETRY_MS))
            while not gone.done():
                awaited: set[asyncio.Future[Any]] = {upcoming, gone}
                await asyncio.wait(
                    awaited, timeout=KEEP_ALIVE_SECONDS, return_when=asyncio.FIRST_COMPLETED
                )
                if not upcoming.done():
                    await _send_part(send, KEEPALIVE_COMMENT)
                elif (event := upcoming.result()) is not None:
                    await _send_part(send, _encode(event))
                    upcoming = self._next()
                else:
                    await send({"type": "http.response.body", "body": b""})
                    return
        finally:
            upcoming.cancel()
            await asyncio.gather(upcoming, return_exceptions=True)

    def _next(self) -> "asyncio.Future[Told | None]":
        return asyncio.ensure_future(anext(self.events, None))


async def _send_part(send: Send, body: bytes) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": True})


def _encode(event: Told) -> bytes:
    return format_sse_event(event=event.kind, data_str=to_json(event.data).decode(), id=event.id)
