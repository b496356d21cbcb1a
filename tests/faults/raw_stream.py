"""Event streams by the thousand: sockets without an HTTP library on them."""

import asyncio
import re
import socket
from collections.abc import AsyncIterator

import pytest

EVENT_ID = re.compile(rb"^id: (\d+)$", re.MULTILINE)
RETRY = re.compile(rb"^retry: (\d+)$", re.MULTILINE)
STATUS = re.compile(rb"HTTP/1\.1 (\d{3}) ")
END = b"0\r\n\r\n"


class RawStream(asyncio.Protocol):
    """One request for a comic's events, and what has come of the answer so far."""

    def __init__(self) -> None:
        self.head = b""
        self.numbers: list[int] = []
        self.retry: int | None = None
        self.closed = False
        self._rest = bytearray()
        self._news = asyncio.Event()

    @property
    def status(self) -> int:
        """Of the answer."""
        found = STATUS.match(self.head)
        assert found is not None
        return int(found[1])

    @property
    def ended_well(self) -> bool:
        """Not cut off: the server said that this was all."""
        return self._rest.endswith(END)

    async def until_answered(self) -> None:
        """Wait for the answer's head."""
        while not self.head:
            await self._something()

    async def until_told(self, number: int) -> None:
        """Wait for an event."""
        while not self.numbers or self.numbers[-1] < number:
            await self._something()

    async def until_closed(self) -> None:
        """Wait for the end."""
        while not self.closed:
            await self._something()

    async def _something(self) -> None:
        assert not self.closed, "the stream was closed"
        self._news.clear()
        await self._news.wait()

    def stop_reading(self) -> None:
        """From now on the kernel's buffers fill, and then the server's."""
        self._transport.pause_reading()

    def start_reading(self) -> None:
        """Read what was left lying."""
        self._transport.resume_reading()

    def drop(self) -> None:
        """Go without a word."""
        self._transport.abort()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._rest += data
        if not self.head and (end := self._rest.find(b"\r\n\r\n")) >= 0:
            self.head = bytes(self._rest[:end])
        whole = self._rest.rfind(b"\n\n") + 1
        if self.retry is None and (hint := RETRY.search(self._rest, 0, whole)):
            self.retry = int(hint[1])
        self.numbers += map(int, EVENT_ID.findall(self._rest[:whole]))
        del self._rest[:whole]
        self._news.set()

    def connection_lost(self, exc: Exception | None) -> None:
        self.closed = True
        self._news.set()


class RawStreams:
    """Opens streams and leaves none behind."""

    def __init__(self) -> None:
        self._opened: list[RawStream] = []

    async def open(
        self, port: int, comic_id: str, *, after: int = 0, receive_buffer: int = 0
    ) -> RawStream:
        """Connected and asked; the answer comes when it comes."""
        loop = asyncio.get_running_loop()
        connection = socket.socket()
        connection.setblocking(False)
        if receive_buffer:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        await loop.sock_connect(connection, ("127.0.0.1", port))
        transport, stream = await loop.create_connection(RawStream, sock=connection)
        self._opened.append(stream)
        last = f"Last-Event-ID: {after}\r\n" if after else ""
        path = f"/api/v1/comics/{comic_id}/events"
        transport.write(f"GET {path} HTTP/1.1\r\nHost: x\r\n{last}\r\n".encode())
        return stream

    async def opened(
        self, port: int, comic_id: str, *, after: int = 0, receive_buffer: int = 0
    ) -> RawStream:
        """One that was let in; a busy gateway may ask to come again in a moment."""
        while True:
            stream = await self.open(port, comic_id, after=after, receive_buffer=receive_buffer)
            await stream.until_answered()
            if stream.status == 200:
                return stream
            assert stream.status == 503
            stream.drop()
            await asyncio.sleep(0.5)

    async def close(self) -> None:
        """All of them."""
        for stream in self._opened:
            stream.drop()
        await asyncio.sleep(0)  # the sockets are closed in the loop's next round


@pytest.fixture
async def streams() -> AsyncIterator[RawStreams]:
    """A test's own."""
    streams = RawStreams()
    yield streams
    await streams.close()
