"""A connection's writing side that sends an answer's head and body as one."""

import asyncio
from typing import Any


class JoinedWrites:
    """Holds a piece until the next one comes, or until the loop's turn ends.

    uvicorn writes head and body apart, and each would be a system call and a packet of its own.
    """

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._held = b""

    def write(self, data: bytes) -> None:
        """Soon, or at once with what was held."""
        if self._held:
            self._held += data
            self._release()
        else:
            self._held = data
            self._loop.call_soon(self._release)

    def close(self) -> None:
        """After what was held."""
        self._release()
        self._transport.close()

    def __getattr__(self, name: str) -> Any:
        """Everything else is the transport's."""
        return getattr(self._transport, name)

    def _release(self) -> None:
        if self._held:
            held, self._held = self._held, b""
            self._transport.write(held)
