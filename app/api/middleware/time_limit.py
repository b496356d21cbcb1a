"""No request waits for the gateway without end."""

import asyncio

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.time_limit import keep_time


class TimeLimitMiddleware:
    """An answer must begin within ``seconds``; a stream that has begun may last."""

    def __init__(self, app: ASGIApp, seconds: float) -> None:
        self.app = app
        self.seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Raise 504 when it is late; pass anything but HTTP through."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        clock = asyncio.timeout(self.seconds)

        async def send_and_stop_clock(message: Message) -> None:
            if message["type"] == "http.response.start":
                clock.reschedule(None)
            await send(message)

        try:
            async with clock:
                keep_time(scope, clock)
                await self.app(scope, receive, send_and_stop_clock)
        except TimeoutError as exc:
            if not clock.expired():
                raise
            raise HTTPException(504) from exc
