"""``python -m app.embedded.supervisor``: keeps one embedded server alive, detached.

The command returns when the server answers (another one may have started it), or says in one
sentence why it can't. It imports nothing heavy, because it stays for as long as the server does.
"""

import argparse
import logging
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from app.domain.errors import InfrastructureError
from app.embedded import ports
from app.embedded.account import open_room
from app.embedded.daemon import start_detached
from app.embedded.logfile import trim_log
from app.embedded.postgres import Postgres
from app.embedded.process import remember, spawn, stop, stop_remembered
from app.embedded.registry import Registry
from app.embedded.server import Server
from app.embedded.valkey import Valkey
from app.embedded.wakeups import Wakeups

SERVERS: dict[str, type[Postgres] | type[Valkey]] = {"postgres": Postgres, "valkey": Valkey}
START_SECONDS = 100.0
READY_POLL = 0.02
HOME_CHECK = 5.0
PAUSE_MIN = 0.1
PAUSE_MAX = 5.0
SETTLED = 10.0

log = logging.getLogger("app.embedded")


class Supervisor:
    """Starts the server, publishes where it listens, starts it again whenever it dies."""

    def __init__(self, server: Server, registry: Registry, log_file: Path) -> None:
        """Nothing is started yet."""
        self._server = server
        self._registry = registry
        self._log_file = log_file
        self._wakeups = Wakeups()
        self._pid_file = server.room / "server.pid"
        self._process: subprocess.Popen[bytes] | None = None

    def run(self, preferred: tuple[int | None, ...], lock: int, ready: Callable[[], None]) -> None:
        """Serve until asked to stop, or until the home is deleted under us."""
        stop_remembered(self._pid_file, self._server.stop_ladder)
        self._server.prepare()
        try:
            port = self._start_first(preferred)
            self._registry.publish(self._server.endpoint(port))
            ready()
            self._watch(port, lock)
        finally:
            if self._process is not None:
                stop(self._process, self._server.stop_ladder)
        if self._registry.holds(lock):
            self._registry.withdraw()

    def _start_first(self, preferred: tuple[int | None, ...]) -> int:
        for port in ports.candidates(*preferred):
            process = self._spawn(port)
            if self._becomes_ready(process, port):
                log.info("%s listens on %s", self._server.title, port)
                return port
            if ports.is_free(port):  # so the port is not what it failed for
                break
        raise InfrastructureError(f"내장 서버 {self._server.title}: 시작하지 못했습니다.")

    def _spawn(self, port: int) -> subprocess.Popen[bytes]:
        server = self._server
        stop_signal = server.stop_ladder[0][0]
        self._process = spawn(server.command(port), sys.stderr, stop_signal, server.account)
        remember(self._pid_file, self._process)
        return self._process

    def _becomes_ready(self, process: subprocess.Popen[bytes], port: int) -> bool:
        give_up = time.monotonic() + START_SECONDS
        while time.monotonic() < give_up and not self._wakeups.stop_requested:
            if self._server.is_ready(process, port):
                return True
            if process.poll() is not None:
                return False
            self._wakeups.wait(READY_POLL)
        stop(process, self._server.stop_ladder)
        return False

    def _watch(self, port: int, lock: int) -> None:
        pause, started = PAUSE_MIN, time.monotonic()
        while not self._wakeups.stop_requested and self._registry.holds(lock):
            if self._process is not None and self._process.poll() is None:
                self._wakeups.wait(HOME_CHECK)
                trim_log(self._log_file)
                continue
            log.warning("%s ended, starting it again", self._server.title)
            settled = time.monotonic() - started > SETTLED
            pause = PAUSE_MIN if settled else min(pause * 2, PAUSE_MAX)
            self._wakeups.wait(pause)
            started = time.monotonic()
            try:
                self._spawn(port)
            except OSError:  # a full disk may have room again later
                log.exception("%s can't be started", self._server.title)


def main() -> int:
    """Start the supervisor in the background, unless one runs, and wait for its server."""
    arguments = _parse()
    registry = Registry(arguments.home, arguments.server)

    def life(ready: Callable[[], None]) -> None:
        before = registry.last()  # after a crash the same port is taken again: clients know it
        lock = registry.hold()
        server = SERVERS[arguments.server](open_room(registry.room))
        previous = before.endpoint["port"] if before else None
        supervisor = Supervisor(server, registry, arguments.log)
        supervisor.run((previous, arguments.port), lock, ready)

    fault = start_detached(registry, arguments.log, life)
    if fault:
        sys.stderr.write(f"{fault} 로그: {arguments.log}\n")
    return 1 if fault else 0


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m app.embedded.supervisor")
    parser.add_argument("server", choices=SERVERS)
    parser.add_argument("--home", type=Path, required=True, help="NEWSUM_HOME")
    parser.add_argument("--log", type=Path, required=True, help="log file")
    parser.add_argument("--port", type=int, default=0, help="preferred port")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
