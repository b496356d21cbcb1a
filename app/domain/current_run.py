"""The task that the current asyncio task works for, for those who are not told by argument.

Retries must know how long they may wait, usage whose it is, and a degradation whom to tell, however
deep below the handler.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from math import inf
from uuid import UUID


@dataclass(frozen=True)
class CurrentRun:
    """``ends_at`` is of ``time.monotonic()``."""

    task_id: UUID
    ends_at: float
    warnings: list[str] = field(default_factory=list)


_current: ContextVar[CurrentRun | None] = ContextVar("current_run", default=None)


@contextmanager
def running(task_id: UUID, seconds_left: float) -> Iterator[None]:
    """Everything called inside works for this task, asyncio tasks started inside included."""
    token = _current.set(CurrentRun(task_id, time.monotonic() + seconds_left))
    try:
        yield
    finally:
        _current.reset(token)


@contextmanager
def part_of_run(seconds: float) -> Iterator[None]:
    """A part of the run that has ``seconds`` at most, and warnings of its own."""
    run = _current.get()
    if run is None:
        yield
        return
    with running(run.task_id, min(seconds, seconds_left())):
        yield


def current_task() -> UUID | None:
    """The task's id; None outside of a run."""
    run = _current.get()
    return run.task_id if run else None


def warn(text: str) -> None:
    """What whoever waits for the task should know of how it was done; once, however often."""
    run = _current.get()
    if run and text not in run.warnings:
        run.warnings.append(text)


def warnings() -> list[str]:
    """What was warned of and not taken."""
    run = _current.get()
    return list(run.warnings) if run else []


def take_warnings() -> list[str]:
    """Likewise; the caller tells them."""
    taken = warnings()
    if run := _current.get():
        run.warnings.clear()
    return taken


def seconds_left() -> float:
    """Until the run's deadline; endless outside of a run."""
    run = _current.get()
    return run.ends_at - time.monotonic() if run else inf
