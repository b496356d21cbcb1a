"""Sleeping until a signal arrives, in a process without an event loop."""

import select
import signal
import socket
from types import FrameType


class Wakeups:
    """SIGTERM and SIGINT ask to stop, SIGCHLD only wakes; all of them end a wait."""

    def __init__(self) -> None:
        """Install the handlers."""
        self.stop_requested = False
        self._reader, self._writer = socket.socketpair()
        self._reader.setblocking(False)
        self._writer.setblocking(False)
        signal.set_wakeup_fd(self._writer.fileno())
        signal.signal(signal.SIGCHLD, self._ignore)
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)

    def _ignore(self, _number: int, _frame: FrameType | None) -> None:
        """A handler must exist, or the signal wakes nobody."""

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stop_requested = True

    def wait(self, seconds: float) -> None:
        """Return after a signal or after ``seconds``."""
        if select.select([self._reader], [], [], seconds)[0]:
            self._reader.recv(4096)
