"""Processes of the product that start in a moment: forks of one that has imported everything.

Each runs the real entry point with an environment, a log and signals of its own.
"""

import ctypes
import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from multiprocessing import forkserver
from pathlib import Path

from app.config.group import PROJECT_ROOT
from tests.faults.launch import launch
from tests.fleet import Fleet

# Entry points are not among them: main.py reads its settings when it is imported.
PRELOADED = (
    "tests.faults.processes",
    "app.gateway",
    "app.server",
    "workers.entry",
    "workers.chats",
    "workers.comics",
    "workers.models",
    "workers.llm_tasks",
    "workers.recommendations",
    "workers.scenarios",
    "workers.scripts",
    "tests.engine_worker",
)

PR_SET_PDEATHSIG = 1
PR_SET_NAME = 15
FORK_NAME = "newsum-fork"

_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload(list(PRELOADED))


@cache
def preload() -> None:
    """Do the imports; otherwise the first start waits for them."""
    first = _forks.Process(daemon=True)
    first.start()
    first.join()


class ForkedProcess:
    """What tests use of ``subprocess.Popen``, for a command after ``python``."""

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], log: Path | None = None
    ) -> None:
        """Without a ``log`` it writes where the tests do."""
        self.log = log or Path(os.devnull)
        if log is not None:
            log.parent.mkdir(parents=True, exist_ok=True)
        self._process = _forks.Process(
            target=_run, args=(list(command), dict(environment), log), daemon=True
        )
        self._process.start()
        self.pid = self._process.pid

    def poll(self) -> int | None:
        """The exit code, negative for a signal; None while it runs."""
        return self._process.exitcode

    @property
    def returncode(self) -> int | None:
        """As ``poll``."""
        return self.poll()

    def wait(self, timeout: float | None = None) -> int:
        """The exit code, once there is one."""
        self._process.join(timeout)
        code = self.poll()
        if code is None:
            raise subprocess.TimeoutExpired("fork", timeout or 0)
        return code

    def send_signal(self, number: int) -> None:
        """Nothing happens to a process that has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """kill -9."""
        self.send_signal(signal.SIGKILL)


class ForkedFleet(Fleet):
    """A fleet whose processes are forks, each with a log in the fleet's home."""

    def start(self, *command: str, **environment: str) -> ForkedProcess:
        """A process of the product, with this fleet's settings."""
        name = next(word for word in command if not word.startswith("-"))
        log = self.home / f"{len(self.processes)}-{name}.log"
        process = ForkedProcess(command, {**self._environment, **environment}, log)
        self.processes.append(process)
        return process


def _run(command: list[str], environment: dict[str, str], log: Path | None) -> None:
    _die_with_the_server()
    if log is not None:
        with log.open("ab") as output:
            for stream in (sys.stdout, sys.stderr):
                os.dup2(output.fileno(), stream.fileno())
    os.environ.clear()  # noqa: TID251
    os.environ.update(environment)  # noqa: TID251
    os.chdir(PROJECT_ROOT)
    launch(command)


def _die_with_the_server() -> None:
    """The server ends with its tests, unless a child holds their end of the pipe between them.

    A worker's own forks outlive it: they keep the name.
    """
    os.close(forkserver._forkserver._forkserver_alive_fd)
    libc = ctypes.CDLL(None)
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    libc.prctl(PR_SET_NAME, FORK_NAME.encode())
