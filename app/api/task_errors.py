"""A stored failure as the error that it was, for requests that waited for the task."""

from app.domain.errors import AppError, Conflict
from app.domain.task import TaskStatus
from app.tasks.views import TaskView


def failure_of(task: TaskView) -> AppError:
    """The error to raise for a task that ended without a result."""
    if task.status is TaskStatus.CANCELLED:
        return Conflict("작업이 취소되었습니다.")
    error = task.error or {}
    kind = _by_slug(AppError, error.get("slug")) or AppError
    return kind(error.get("detail"))


def _by_slug(kind: type[AppError], slug: str | None) -> type[AppError] | None:
    """The topmost class of that name."""
    if kind.slug == slug:
        return kind
    found = (_by_slug(each, slug) for each in kind.__subclasses__())
    return next((each for each in found if each is not None), None)
