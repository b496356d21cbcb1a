"""What the supervisor knows of a server."""

import signal
import subprocess
from pathlib import Path
from typing import Any, ClassVar, Protocol

from app.embedded.account import Account

StopLadder = tuple[tuple[signal.Signals, float], ...]
LOOPBACK = "127.0.0.1"


class Server(Protocol):
    """A kind of server; one object belongs to one room."""

    title: ClassVar[str]
    stop_ladder: ClassVar[StopLadder]
    account: Account | None
    room: Path

    def prepare(self) -> None:
        """Make the data directory when there is none. Raises InfrastructureError."""

    def command(self, port: int) -> list[str]:
        """The command line that serves on the port in the foreground."""

    def is_ready(self, process: subprocess.Popen[bytes], port: int) -> bool:
        """Whether this very process answers on the port."""

    def endpoint(self, port: int) -> dict[str, Any]:
        """What a client needs to connect."""
