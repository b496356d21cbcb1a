"""uvicorn's HTTP connection, with the limits that no ASGI application can set."""

import asyncio
import socket
from contextlib import suppress
from http import HTTPStatus
from typing import cast

from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from app.api.http_errors import KNOWN
from app.api.joined_writes import JoinedWrites
from app.api.problems import MEDIA_TYPE, Problem

MAX_HEAD_BYTES = 131_072
HEAD_SECONDS = 10.0
WRITE_SECONDS = 60.0
UNSENT_BYTES = 65_536


class BoundedHttpProtocol(HttpToolsProtocol):
    """Bounds a request's head in size and time, and the wait for a client that doesn't read."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, object],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._head_bytes: int | None = 0
        self._head_clock: asyncio.TimerHandle | None = None
        self._write_clock: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start the clock of the first request's head."""
        super().connection_made(cast(asyncio.Transport, JoinedWrites(transport, self.loop)))
        _bound_kernel_buffer(transport)
        self._start_head_clock()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop all clocks."""
        self._head_complete()
        self._stop_write_clock()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Count what comes before the head is complete; a whole head needs no clock.

        What belongs to no open request does: any data stops uvicorn's clock for idle connections.
        """
        super().data_received(data)
        if self._head_bytes is None and self._is_answering:
            return
        if self._head_bytes is not None:
            self._head_bytes += len(data)
            if self._head_bytes > MAX_HEAD_BYTES:
                self._refuse(431)
                return
        if self._head_clock is None:
            self._start_head_clock()

    def on_message_begin(self) -> None:
        """A further request on the same connection."""
        super().on_message_begin()
        self._head_complete()
        self._head_bytes = 0

    def on_header(self, name: bytes, value: bytes) -> None:
        """Trailers come after the head: they are no headers, and nobody reads them."""
        if self._head_bytes is not None:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """From here on the application's limits hold."""
        self._head_complete()
        super().on_headers_complete()

    def pause_writing(self) -> None:
        """The client reads too slowly."""
        super().pause_writing()
        self._write_clock = self.loop.call_later(WRITE_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """It caught up."""
        self._stop_write_clock()
        super().resume_writing()

    def send_400_response(self, msg: str) -> None:
        """What is not HTTP gets a problem too."""
        self._refuse(400)

    def _start_head_clock(self) -> None:
        self._head_clock = self.loop.call_later(HEAD_SECONDS, self._refuse, 408)

    def _head_complete(self) -> None:
        self._head_bytes = None
        if self._head_clock is not None:
            self._head_clock.cancel()
            self._head_clock = None

    def _stop_write_clock(self) -> None:
        if self._write_clock is not None:
            self._write_clock.cancel()
            self._write_clock = None

    @property
    def _is_answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _refuse(self, status: int) -> None:
        self._head_complete()
        if self._is_answering or self.transport.is_closing():
            self.transport.close()
            return
        known = KNOWN[status]
        response = Problem(known.slug, known.title, status, known.detail).response({})
        lines = [
            f"HTTP/1.1 {status} {HTTPStatus(status).phrase}".encode(),
            b"content-type: " + MEDIA_TYPE.encode(),
            b"content-length: " + str(len(response.body)).encode(),
            b"connection: close",
        ]
        self.transport.write(b"\r\n".join([*lines, b"", b""]) + bytes(response.body))
        self.transport.close()


def _bound_kernel_buffer(transport: asyncio.Transport) -> None:
    """Otherwise megabytes lie there for a client that doesn't read, before it counts as slow."""
    with suppress(OSError):  # not a TCP connection
        transport.get_extra_info("socket").setsockopt(
            socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, UNSENT_BYTES
        )
