"""A route that is called past FastAPI, which looks for it and solves for longer than it works."""

from fastapi import Request
from fastapi.routing import APIRoute
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from app.api.time_limit import TimeLimit
from app.dependencies import gateway_of


class DirectRoute(APIRoute):
    """Its endpoint is called as ``endpoint(request)`` and makes its own response."""

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Raise 504 when the response is late. For another method the rest is FastAPI's."""
        if scope["method"] not in (self.methods or ()):
            await super().handle(scope, receive, send)
            return
        request = Request(scope, receive, send)
        async with TimeLimit(scope, gateway_of(request).settings.REQUEST_TIMEOUT):
            response: Response = await self.endpoint(request)
        await response(scope, receive, send)
