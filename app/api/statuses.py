"""The engine's states in each API's own words."""

from datetime import datetime

from app.domain.task import TaskStatus

_COMIC = {
    TaskStatus.PENDING: "PENDING",
    TaskStatus.RUNNING: "STARTED",
    TaskStatus.WAITING: "WAITING_REVIEW",
    TaskStatus.SUCCEEDED: "DONE",
    TaskStatus.FAILED: "FAILED",
    TaskStatus.CANCELLED: "CANCELLED",
}


def comic_status(task: TaskStatus, started_at: datetime | None) -> str:
    """A comic that waits for its next try or its next worker has started all the same."""
    if task is TaskStatus.PENDING and started_at is not None:
        return _COMIC[TaskStatus.RUNNING]
    return _COMIC[task]
