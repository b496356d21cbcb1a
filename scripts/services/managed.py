"""One background process: started, started again when it dies, logged, stopped."""

import json
import logging
import os
import subprocess
import time
from pathlib import Path
from signal import SIGTERM
from typing import Any

from app.config.group import PROJECT_ROOT
from app.embedded.logfile import trim_log
from app.embedded.process import remember, spawn
from scripts.services.plan import Service, command_line

PAUSE_MIN = 0.5
PAUSE_MAX = 10.0
SETTLED = 30.0

_NO_REASON = "Application startup failed. Exiting."  # uvicorn's last words, whatever happened

log = logging.getLogger(__name__)


class ManagedService:
    """A service and its present process."""

    def __init__(
        self, service: Service, environment: dict[str, str], logs: Path, run: Path
    ) -> None:
        """``logs`` and ``run`` are the directories of its log and of its pid file."""
        self.service = service
        self.log_file = logs / f"{service.name}.log"
        self.restarts = 0
        self._environment = dict(os.environ) | environment  # noqa: TID251 - handed on
        self._pid_file = run / f"{service.name}.pid"
        self._process: subprocess.Popen[bytes] | None = None
        self._started_at = 0.0
        self._log_start = 0
        self._start_again_at: float | None = None
        self._pause = PAUSE_MIN

    @property
    def alive(self) -> bool:
        """Whether its process runs."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start the process; its output goes to its log."""
        self.log_file.parent.mkdir(parents=True, exist_ok=True)
        with self.log_file.open("a") as output:
            self._log_start = output.tell()
            self._process = spawn(
                command_line(self.service),
                output,
                SIGTERM,
                environment=self._environment,
                directory=str(PROJECT_ROOT),
            )
        self._started_at = time.time()
        self._start_again_at = None
        remember(self._pid_file, self._process)

    def tend(self) -> bool:
        """Start it again when it has died, after a pause that grows; True when that changed it."""
        trim_log(self.log_file)
        if self.alive:
            return False
        now = time.time()
        if self._start_again_at is None:
            lived = now - self._started_at
            self._pause = PAUSE_MIN if lived > SETTLED else min(self._pause * 2, PAUSE_MAX)
            self._start_again_at = now + self._pause
            log.warning("%s ended, starting it again in %s s", self.service.name, self._pause)
            return True
        if now < self._start_again_at:
            return False
        self.restarts += 1
        self.start()
        return True

    def ask_to_stop(self) -> None:
        """SIGTERM: finish or hand back what is in work, and end."""
        if self._process is not None:
            self._process.terminate()

    def end(self, patience: float) -> None:
        """Wait for the end for ``patience`` seconds, then force it."""
        if self._process is None:
            return
        try:
            self._process.wait(patience)
        except subprocess.TimeoutExpired:
            log.warning("%s did not stop in time", self.service.name)
            self._process.kill()
            self._process.wait()
        self._pid_file.unlink(missing_ok=True)

    def last_words(self) -> str:
        """The last reason in what the present process has logged."""
        with self.log_file.open("rb") as log_file:
            log_file.seek(self._log_start)
            said = log_file.read().decode(errors="replace").splitlines()
        lines = [line.strip() for line in said if line.strip() and _NO_REASON not in line]
        if not lines:
            return ""
        try:
            return str(json.loads(lines[-1])["event"])  # a line of the application's own log
        except (ValueError, TypeError, KeyError):
            return lines[-1]

    def describe(self) -> dict[str, Any]:
        """A row of the status table."""
        return {
            "title": self.service.title,
            "address": self.service.address,
            "pid": self._process.pid if self._process is not None and self.alive else None,
            "restarts": self.restarts,
            "started_at": self._started_at,
        }
