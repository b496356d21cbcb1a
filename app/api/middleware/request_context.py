"""Gives every request an id, and one line in the log."""

import re
import time
import uuid

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_SANE_ID = re.compile(r"[A-Za-z0-9._-]{1,128}")

log = structlog.get_logger("gateway")


class RequestContextMiddleware:
    """Outermost: whatever is answered carries ``X-Request-ID`` and is logged with it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass anything but HTTP through."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = _request_id(scope)
        scope.setdefault("state", {})["request_id"] = request_id
        started = time.perf_counter()
        status = 0

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-ID"] = request_id
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id):
            try:
                await self.app(scope, receive, send_with_id)
            finally:
                # Reads that went well are polled for all day long.
                note = log.debug if scope["method"] == "GET" and status < 400 else log.info
                note(
                    "request",
                    method=scope["method"],
                    path=scope["path"][:512],  # never the query: it may hold what it shouldn't
                    status=status,
                    ms=round((time.perf_counter() - started) * 1000, 1),
                )


def _request_id(scope: Scope) -> str:
    offered = Headers(scope=scope).get("x-request-id", "")
    return offered if _SANE_ID.fullmatch(offered) else uuid.uuid4().hex
