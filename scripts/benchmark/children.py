"""The benchmark's own processes: each has a log, and none outlives the benchmark."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Self

from app.config.group import PROJECT_ROOT
from app.embedded.account import Account
from app.embedded.process import spawn, stop
from app.embedded.server import StopLadder
from scripts.benchmark.failure import BenchmarkFailed

LADDER: StopLadder = ((signal.SIGTERM, 30.0),)
_LAST_WORDS = 1_500


class Child:
    """A running process."""

    def __init__(
        self, name: str, process: subprocess.Popen[bytes], log: Path, ladder: StopLadder
    ) -> None:
        self.name = name
        self.process = process
        self._log = log
        self._ladder = ladder

    @property
    def pid(self) -> int:
        """Its number."""
        return self.process.pid

    def wait_until(self, ready: Callable[[], bool], seconds: float, *, every: float = 0.05) -> None:
        """Return when ``ready()``; raises BenchmarkFailed when the child ends or time is up."""
        give_up = time.monotonic() + seconds
        while not ready():
            if self.process.poll() is not None or time.monotonic() > give_up:
                raise BenchmarkFailed(f"{self.name}: {self._last_words()}")
            time.sleep(every)  # noqa: TID251 - a command line of its own, no loop runs here

    def stop(self) -> None:
        """Ask it to end, then make it."""
        if self.process.poll() is None:
            stop(self.process, self._ladder)

    def _last_words(self) -> str:
        code = self.process.poll()
        state = "did not get ready in time" if code is None else f"ended with {code}"
        return f"{state}.\n{self._log.read_text(errors='replace')[-_LAST_WORDS:]}"


class Children:
    """Starts processes; whatever still runs at the end of the block is stopped."""

    def __init__(self, logs: Path) -> None:
        self._logs = logs
        self._started: list[Child] = []

    def start(
        self,
        name: str,
        command: Sequence[str],
        environment: Mapping[str, str],
        *,
        account: Account | None = None,
        ladder: StopLadder = LADDER,
        directory: Path = PROJECT_ROOT,
    ) -> Child:
        """Run ``command`` beside us; when we are killed, the kernel ends it."""
        log = self._logs / f"{name}.log"
        with log.open("a") as output:
            process = spawn(
                list(command),
                output,
                ladder[0][0],
                account,
                environment=environment,
                directory=str(directory),
            )
        child = Child(name, process, log, ladder)
        self._started.append(child)
        return child

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for child in reversed(self._started):
            child.stop()


def python_environment(**more: str) -> dict[str, str]:
    """Ours, importing from the project."""
    inherited = dict(os.environ)  # noqa: TID251 - handed on
    return {**inherited, "PYTHONPATH": str(PROJECT_ROOT), **more}


def output_of(command: Sequence[str], environment: Mapping[str, str], *, seconds: float) -> str:
    """Run ``command`` to its end; what it printed. Raises BenchmarkFailed."""
    try:
        done = subprocess.run(
            command,
            cwd=PROJECT_ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=seconds,
        )
    except subprocess.TimeoutExpired as exc:
        raise BenchmarkFailed(f"{' '.join(command)}: no answer within {seconds:.0f} s") from exc
    if done.returncode != 0:
        raise BenchmarkFailed(f"{' '.join(command)}: {done.stderr[-_LAST_WORDS:]}")
    return done.stdout


def module(name: str, *arguments: str) -> list[str]:
    """The command that runs a module with our Python."""
    return [sys.executable, "-m", name, *arguments]
