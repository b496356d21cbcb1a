"""What readers may know of tasks."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.domain.task import Json, TaskStatus


@dataclass(frozen=True)
class TaskView:
    """One task as it stands."""

    id: UUID
    type: str
    owner: str
    status: TaskStatus
    dead: bool
    error: Json | None
    result: Json | None
    attempt: int
    last_event: int
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


@dataclass(frozen=True)
class TaskCounts:
    """For /async-status. ``active`` ones run now: who waits is counted by its queue."""

    active: int
    completed: int


@dataclass(frozen=True)
class DeadLetter:
    """A task that gave up, kept for operators."""

    id: UUID
    type: str
    queue: str
    owner: str
    error: Json | None
    attempt: int
    created_at: datetime
    finished_at: datetime
