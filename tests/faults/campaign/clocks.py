"""A clock of its own for each place: libfaketime moves it while the process runs."""

import os
import subprocess
import sys
from pathlib import Path

import libfaketime

# Read once, when a program is loaded. Durations stay true: an hour's step is what NTP or a person
# does to the wall clock, never to the monotonic one.
_HOW = {"FAKETIME_CACHE_DURATION": "1", "DONT_FAKE_MONOTONIC": "1", "NO_FAKE_STAT": "1"}
_FILE = "FAKETIME_TIMESTAMP_FILE"


def preload_clocks() -> None:
    """For every program that this process starts from now on, and its children."""
    _, loader = libfaketime.get_reload_information()
    del loader["FAKETIME_NO_CACHE"]
    os.environ.update({**loader, **_HOW})  # noqa: TID251


class Clock:
    """The wall clock of the processes that run under its environment."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.environment = {_FILE: str(file)}
        self.set(0)

    def set(self, seconds: float) -> None:
        """That far off the true time, noticed within a second or two."""
        partial = self._file.with_suffix(".partial")
        partial.write_text(f"{seconds:+.0f}\n")
        partial.rename(self._file)


def clocks_move(home: Path) -> bool:
    """Whether the library works here."""
    clock = Clock(home / "trial.clock")
    clock.set(3600)
    ask = [sys.executable, "-c", "import time; print(time.time())"]
    environment = {**os.environ, **clock.environment}  # noqa: TID251
    told = [
        float(subprocess.run(ask, env=env, capture_output=True, text=True, check=True).stdout)
        for env in (environment, {"PATH": os.defpath})
    ]
    return told[0] - told[1] > 3000
