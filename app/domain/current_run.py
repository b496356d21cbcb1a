"""The task that the current asyncio task works for, for those who are not told by argument.

Retries must know how long they may wait, and usage whose it is, however deep below the handler.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from math import inf
from uuid import UUID


@dataclass(frozen=True)
class CurrentRun:
    """``ends_at`` is of ``time.monotonic()``."""

    task_id: UUID
    ends_at: float


_current: ContextVar[CurrentRun | None] = ContextVar("current_run", default=None)


@contextmanager
def running(task_id: UUID, seconds_left: float) -> Iterator[None]:
    """Everything called inside works for this task, asyncio tasks started inside included."""
    token = _current.set(CurrentRun(task_id, time.monotonic() + seconds_left))
    try:
        yield
    finally:
        _current.reset(token)


def current_task() -> UUID | None:
    """The task's id; None outside of a run."""
    run = _current.get()
    return run.task_id if run else None


def seconds_left() -> float:
    """Until the run's deadline; endless outside of a run."""
    run = _current.get()
    return run.ends_at - time.monotonic() if run else inf
