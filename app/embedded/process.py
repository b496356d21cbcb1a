"""Starting and stopping a server process that must not outlive its supervisor."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO

import psutil

from app.embedded.account import Account
from app.embedded.server import StopLadder

PR_SET_PDEATHSIG = 1
CLEAN_ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C"}


def spawn(
    command: list[str],
    output: IO[str],
    stop_signal: signal.Signals,
    account: Account | None = None,
    environment: Mapping[str, str] = CLEAN_ENVIRONMENT,
    directory: str = "/",
) -> subprocess.Popen[bytes]:
    """Start a process; when its supervisor is killed, the kernel sends it ``stop_signal``."""
    arguments = account.popen_arguments() if account else {}
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        cwd=directory,
        env=environment,
        preexec_fn=_die_with_parent(stop_signal),
        **arguments,
    )


def _die_with_parent(stop_signal: signal.Signals) -> Callable[[], None] | None:
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None, use_errno=True)
    supervisor = os.getpid()

    def in_child() -> None:
        libc.prctl(PR_SET_PDEATHSIG, stop_signal)
        if os.getppid() != supervisor:  # it died before the request was made
            os.kill(os.getpid(), signal.SIGKILL)

    return in_child


def stop(process: subprocess.Popen[bytes], ladder: StopLadder) -> None:
    """Ask, more and more firmly, until the process has ended."""
    for step, patience in ladder:
        process.send_signal(step)
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            continue
        return
    process.kill()
    process.wait()


def remember(path: Path, process: subprocess.Popen[bytes]) -> None:
    """Note the number and, to tell the process from a later one with its number, its age."""
    with contextlib.suppress(psutil.NoSuchProcess):
        created = psutil.Process(process.pid).create_time()
        path.write_text(f"{process.pid}\n{created!r}\n")


def stop_remembered(path: Path, ladder: StopLadder) -> None:
    """End what a killed supervisor may have left; usually it is already on its way out."""
    process = _recall(path)
    if process is None:
        return
    for step, patience in (*ladder, (signal.SIGKILL, 5.0)):
        try:
            process.send_signal(step)
            process.wait(patience)
        except psutil.TimeoutExpired:
            continue
        except psutil.NoSuchProcess:
            pass
        return


def _recall(path: Path) -> psutil.Process | None:
    try:
        number, created = path.read_text().split()
        process = psutil.Process(int(number))
        return process if process.create_time() == float(created) else None
    except (OSError, ValueError, psutil.NoSuchProcess):
        return None
