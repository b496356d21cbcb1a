"""A raw TCP server for behaviour that no HTTP framework would let a test have."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass(frozen=True)
class RawRequest:
    """A request as it came over the wire."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


Respond = Callable[[RawRequest, asyncio.StreamWriter], Awaitable[None]]


@dataclass
class HostileServer:
    """What a test may ask the server afterwards."""

    port: int = 0
    scheme: str = "http"
    connections: int = 0
    requests: list[RawRequest] = field(default_factory=list)

    @property
    def origin(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}"


def answer(
    body: bytes = b"", *, status: str = "200 OK", content_type: str = "text/html", **headers: str
) -> Respond:
    """A complete and honest response; ``_`` in a header's name stands for ``-``."""

    async def respond(_: RawRequest, writer: asyncio.StreamWriter) -> None:
        lines = [f"HTTP/1.1 {status}", f"Content-Type: {content_type}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        lines += [f"Content-Length: {len(body)}", "Connection: close", "", ""]
        writer.write("\r\n".join(lines).encode() + body)

    return respond


@asynccontextmanager
async def hostile_server(
    respond: Respond, tls: ssl.SSLContext | None = None
) -> AsyncIterator[HostileServer]:
    """Serve on a free loopback port until the block ends."""
    server = HostileServer(scheme="https" if tls else "http")

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server.connections += 1
        try:
            request = await _read(reader)
            server.requests.append(request)
            await respond(request, writer)
            await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass  # the client has gone, which is what many tests want
        finally:
            writer.close()

    listening = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=tls)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()


async def _read(reader: asyncio.StreamReader) -> RawRequest:
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    first, *lines = head.split("\r\n")[:-2]
    method, target, _ = first.split(" ")
    headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return RawRequest(method, target, headers, body)
