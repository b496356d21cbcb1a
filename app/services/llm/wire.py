"""The connections to model servers: pooled, direct, and bounded in what one reply may bring."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

import httpx2

from app.domain.errors import BadReply

# As many tokens as a model may write, each in an event of its own, and room to spare.
REPLY_MAX_BYTES = 67_108_864


@asynccontextmanager
async def open_model_connections(
    connections: int, patience: httpx2.Timeout
) -> AsyncIterator[httpx2.AsyncClient]:
    """Closed at the end. The vendors' packages hold a whole line, or a whole reply, in memory.

    Proxies in the environment are not for an address that the operator configured.
    """
    limits = httpx2.Limits(max_connections=connections, max_keepalive_connections=connections)
    transport = _Bounded(httpx2.AsyncHTTPTransport(limits=limits, trust_env=False), REPLY_MAX_BYTES)
    async with httpx2.AsyncClient(
        transport=transport,
        timeout=patience,
        trust_env=False,
        headers={"Accept-Encoding": "identity"},
    ) as http:
        yield http


class _Bounded(httpx2.AsyncBaseTransport):
    """A transport whose replies end with BadReply when they bring too much."""

    def __init__(self, inner: httpx2.AsyncBaseTransport, most_bytes: int) -> None:
        self._inner = inner
        self._most_bytes = most_bytes

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        response = await self._inner.handle_async_request(request)
        response.stream = _BoundedStream(
            cast(httpx2.AsyncByteStream, response.stream), self._most_bytes
        )
        return response

    async def aclose(self) -> None:
        await self._inner.aclose()


class _BoundedStream(httpx2.AsyncByteStream):
    """A reply's body."""

    def __init__(self, inner: httpx2.AsyncByteStream, most_bytes: int) -> None:
        self._inner = inner
        self._left = most_bytes

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._inner:
            self._left -= len(chunk)
            if self._left < 0:
                raise BadReply("언어 모델 서버의 응답이 너무 큽니다.")
            yield chunk

    async def aclose(self) -> None:
        await self._inner.aclose()
