"""HTTP for floods: one connection, prepared requests, answers in little more than their bytes."""

import asyncio
import json
from dataclasses import dataclass
from typing import Any, Self


@dataclass(frozen=True)
class Answer:
    """What a client looks at."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> dict[str, Any]:
        """The body's object."""
        return dict(json.loads(self.body))


def post(path: str, body: dict[str, Any], **headers: str) -> bytes:
    """A request as it goes over the wire; underscores in names stand for hyphens."""
    content = json.dumps(body).encode()
    lines = [f"POST {path} HTTP/1.1", "Host: x", "Content-Type: application/json"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    lines += [f"Content-Length: {len(content)}", "", ""]
    return "\r\n".join(lines).encode() + content


class KeepAlive:
    """A connection that asks one thing at a time."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    async def open(cls, port: int) -> Self:
        """To the gateway on this host."""
        return cls(*await asyncio.open_connection("127.0.0.1", port))

    async def send(self, request: bytes) -> None:
        """All of a request, or a part."""
        self._writer.write(request)
        await self._writer.drain()

    async def ask(self, request: bytes) -> Answer:
        """Raises an OSError or IncompleteReadError when the gateway goes."""
        await self.send(request)
        return await self.answer()

    async def answer(self) -> Answer:
        """To what was sent."""
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *rest = head.strip().split("\r\n")
        headers = {
            name.lower(): value for name, _, value in (line.partition(": ") for line in rest)
        }
        body = await self._reader.readexactly(int(headers.get("content-length", 0)))
        return Answer(int(first.split()[1]), headers, body)

    def drop(self) -> None:
        """Go without a word."""
        self._writer.transport.abort()
