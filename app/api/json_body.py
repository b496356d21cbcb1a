"""How a JSON body comes in: declared, bounded, strictly parsed."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from fastapi import Request
from starlette.exceptions import HTTPException
from starlette.types import Receive

from app.api.strict_json import parse_json
from app.domain.errors import TooLarge, UnsupportedMedia

SMALL_BYTES = 65_536  # read in any case, and parsed in the loop

Headers = Mapping[bytes, bytes]


async def read_json(request: Request, limit: int, take: Callable[[int], None]) -> Any:
    """The parsed body of at most ``limit`` bytes; a big one must ``take`` them."""
    headers = dict(request.scope["headers"])
    _check_media(headers)
    _check_length(headers, limit)
    raw = await _read(request.receive, limit, take)
    if len(raw) > SMALL_BYTES:
        return await asyncio.to_thread(parse_json, raw)
    return parse_json(raw)


def _check_media(headers: Headers) -> None:
    if headers.get(b"content-encoding", b"identity") != b"identity":
        raise UnsupportedMedia("압축한 본문은 받지 않습니다. 압축을 풀어 보내세요.")
    media, _, parameters = headers.get(b"content-type", b"").lower().partition(b";")
    charset = parameters.strip().removeprefix(b"charset=").strip(b'"')
    known = media.strip() == b"application/json" and charset in (b"", b"utf-8", b"utf8")
    if not known and not _is_empty(headers):
        raise UnsupportedMedia("Content-Type: application/json (UTF-8)으로 보내세요.")


def _is_empty(headers: Headers) -> bool:
    return headers.get(b"content-length", b"0") == b"0" and b"transfer-encoding" not in headers


def _check_length(headers: Headers, limit: int) -> None:
    declared = headers.get(b"content-length", b"")
    if declared.isdigit() and int(declared) > limit:
        raise _too_large(limit)


async def _read(receive: Receive, limit: int, take: Callable[[int], None]) -> bytes:
    body, more = bytearray(), True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise HTTPException(400)
        chunk = message.get("body", b"")
        body += chunk
        if len(body) > limit:
            raise _too_large(limit)
        if len(body) > SMALL_BYTES:
            take(len(chunk))
        more = message.get("more_body", False)
    return bytes(body)


def _too_large(limit: int) -> TooLarge:
    return TooLarge(f"요청 본문이 너무 큽니다. {limit:,}바이트 이하로 보내세요.")
