"""The one way a JSON body comes in: bounded, timed, strictly parsed."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from app.api.strict_json import parse_json
from app.dependencies import gateway_of
from app.domain.errors import TooLarge, UnsupportedMedia

BODY_SECONDS = 10.0
SMALL_BYTES = 65_536  # read in any case, and parsed in the loop

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class JsonRoute(APIRoute):
    """A route whose body, if it takes one, went through ``parse_json`` before validation."""

    def get_route_handler(self) -> Handler:
        """Wrap FastAPI's handler."""
        handle = super().get_route_handler()
        if self.body_field is None:
            return handle

        async def read_then_handle(request: Request) -> Response:
            with gateway_of(request).bodies.share() as take:
                return await handle(await _read(request, take))

        return read_then_handle


class _ParsedRequest(Request):
    """Answers FastAPI's own read of the body with what was read and parsed already."""

    def __init__(self, original: Request, raw: bytes, parsed: Any) -> None:
        super().__init__(original.scope, original.receive)
        self._raw = raw
        self._parsed = parsed

    async def body(self) -> bytes:
        return self._raw

    async def json(self) -> Any:
        return self._parsed


async def _read(request: Request, take: Callable[[int], None]) -> Request:
    _check_media(request)
    limit = gateway_of(request).settings.MAX_BODY_BYTES
    try:
        async with asyncio.timeout(BODY_SECONDS):
            raw = await _read_bounded(request, limit, take)
    except TimeoutError as exc:
        raise HTTPException(408, headers={"Connection": "close"}) from exc
    except ClientDisconnect as exc:
        raise HTTPException(400) from exc
    if len(raw) > SMALL_BYTES:
        return _ParsedRequest(request, raw, await asyncio.to_thread(parse_json, raw))
    return _ParsedRequest(request, raw, parse_json(raw))


def _check_media(request: Request) -> None:
    if request.headers.get("content-encoding", "identity") != "identity":
        raise UnsupportedMedia("압축한 본문은 받지 않습니다. 압축을 풀어 보내세요.")
    if _is_empty(request):
        return
    media, _, parameters = request.headers.get("content-type", "").lower().partition(";")
    charset = parameters.strip().removeprefix("charset=").strip('"')
    if media.strip() != "application/json" or charset not in ("", "utf-8", "utf8"):
        raise UnsupportedMedia("Content-Type: application/json (UTF-8)으로 보내세요.")


def _is_empty(request: Request) -> bool:
    headers = request.headers
    return headers.get("content-length", "0") == "0" and "transfer-encoding" not in headers


async def _read_bounded(request: Request, limit: int, take: Callable[[int], None]) -> bytes:
    declared = request.headers.get("content-length", "")
    if declared.isascii() and declared.isdigit() and int(declared) > limit:
        raise _too_large(limit)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise _too_large(limit)
        if len(body) > SMALL_BYTES:
            take(len(chunk))
    return bytes(body)


def _too_large(limit: int) -> TooLarge:
    return TooLarge(f"요청 본문이 너무 큽니다. {limit:,}바이트 이하로 보내세요.")
