"""What clients learn about stories."""

from typing import Self
from uuid import UUID

from pydantic import BaseModel

from app.api.statuses import ChatStatus, scenario_status
from app.domain.scenario import BatchResult, ScenarioBatchPayload, StoryResult
from app.domain.task import Json
from app.tasks.views import TaskView

ACCEPTED = "이야기 작업이 접수되었습니다. 결과는 url에서 확인하세요."


class StoryAccepted(BaseModel):
    """The answer when the story is not there yet."""

    task_id: UUID
    status: ChatStatus = "queued"
    message: str = ACCEPTED
    url: str
    stream_url: str
    events_url: str

    @classmethod
    def of(cls, task_id: UUID) -> Self:
        """With the task's addresses."""
        url = task_address(task_id)
        return cls(task_id=task_id, url=url, stream_url=f"{url}/stream", events_url=f"{url}/events")


class StoryTask(BaseModel):
    """A task as it stands. ``result`` is a story's, ``results`` are a batch's."""

    task_id: UUID
    status: ChatStatus
    result: StoryResult | None = None
    results: BatchResult | None = None
    error: str | None = None
    error_type: str | None = None

    @classmethod
    def of(cls, task: TaskView) -> Self:
        """From the stored task."""
        error = task.error or {}
        batch = task.type == ScenarioBatchPayload.task_type
        return cls(
            task_id=task.id,
            status=scenario_status(task.status),
            result=StoryResult.model_validate(task.result) if task.result and not batch else None,
            results=BatchResult.model_validate(task.result) if task.result and batch else None,
            error=error.get("detail"),
            error_type=error.get("slug"),
        )


def task_address(task_id: UUID) -> str:
    """Where its state is told."""
    return f"/scenarios/tasks/{task_id}"


def final(task: TaskView) -> Json:
    """A stream's last message: what waiting for the same task would have answered."""
    return task.result or {}
