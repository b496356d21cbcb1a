"""Ending a connection from inside a handler, which ASGI has no message for."""

import asyncio
import socket
import struct

from fastapi import Request
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_NO_LINGER = struct.pack("ii", 1, 0)


class ResettableProtocol(HttpToolsProtocol):
    """uvicorn's protocol, with the connection's transport in the request's state."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.app_state = {**self.app_state, "transport": transport}


def reset_connection(request: Request) -> None:
    """Close with RST, so that the client sees a reset rather than an orderly end."""
    transport = _transport(request)
    peer: socket.socket = transport.get_extra_info("socket")
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
    transport.abort()


def close_connection(request: Request) -> None:
    """Send what was written, then end in order, however much was announced."""
    _transport(request).close()


def _transport(request: Request) -> asyncio.Transport:
    transport: asyncio.Transport = request.state.transport
    return transport
