"""Notes when no-op tasks start, inside the worker process that runs them.

Standard library only: peers run it in an environment that does not have the product's packages.
"""

import itertools
import json
import os
import time
from functools import cache
from pathlib import Path


class Recorder:
    """``started()`` costs next to nothing; at each mark all starts are written to a file."""

    def __init__(self, path: Path, marks: frozenset[int]) -> None:
        """``path`` gets the number of starts as its suffix."""
        self._path = path
        self._marks = marks
        self._starts: list[float] = []
        self._count = itertools.count(1)

    def started(self) -> None:
        """A handler begins now; safe to call from threads."""
        self._starts.append(time.monotonic())
        number = next(self._count)
        if number in self._marks:
            self._write(number)

    def _write(self, number: int) -> None:
        found = {"pid": os.getpid(), "cpu": time.process_time(), "starts": self._starts}
        partial = self._path.with_suffix(f".{number}.partial")
        partial.write_text(json.dumps(found))
        partial.rename(self._path.with_suffix(f".{number}"))


@cache
def recorder() -> Recorder:
    """This worker's, as its environment says."""
    marks = os.environ["BENCHMARK_MARKS"].split(",")  # noqa: TID251 - a process of its own
    path = os.environ["BENCHMARK_RECORD"]  # noqa: TID251
    return Recorder(Path(path), frozenset(int(mark) for mark in marks))
