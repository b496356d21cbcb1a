"""Refuses requests whose head alone is too big."""

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

MAX_HEADERS = 100
MAX_HEADER_BYTES = 32_768
MAX_URI_BYTES = 8_192


class HeaderLimitsMiddleware:
    """Before anything looks into a header."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Raise 414 or 431; pass anything but HTTP through."""
        if scope["type"] == "http":
            _check(scope)
        await self.app(scope, receive, send)


def _check(scope: Scope) -> None:
    headers: list[tuple[bytes, bytes]] = scope["headers"]
    if len(scope["raw_path"]) + len(scope["query_string"]) > MAX_URI_BYTES:
        raise HTTPException(414)
    if len(headers) > MAX_HEADERS:
        raise HTTPException(431)
    if sum(len(name) + len(value) for name, value in headers) > MAX_HEADER_BYTES:
        raise HTTPException(431)
