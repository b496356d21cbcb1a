"""A route that is called past FastAPI, which looks for it and solves for longer than it works."""

import asyncio

from fastapi import Request
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from app.api.time_limit import keep_time
from app.dependencies import gateway_of


class DirectRoute(APIRoute):
    """Its endpoint is called as ``endpoint(request)`` and makes its own response."""

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Raise 504 when the response is late. For another method the rest is FastAPI's."""
        if scope["method"] not in (self.methods or ()):
            await super().handle(scope, receive, send)
            return
        request = Request(scope, receive, send)
        clock = asyncio.timeout(gateway_of(request).settings.REQUEST_TIMEOUT)
        try:
            async with clock:
                keep_time(scope, clock)
                response: Response = await self.endpoint(request)
        except TimeoutError as exc:
            if not clock.expired():
                raise
            raise HTTPException(504) from exc
        await response(scope, receive, send)
