"""What clients learn about LLM tasks."""

from typing import Literal, Self
from uuid import UUID

from pydantic import BaseModel

from app.api.statuses import LlmStatus, llm_status
from app.domain.llm_task import LlmAnswer
from app.tasks.views import TaskView

ACCEPTED = "Task accepted for processing."
CANCELLED = "작업을 취소했습니다."


class LlmTaskAccepted(BaseModel):
    """The answer to POST. ``queue_position`` counts those that wait, this one included."""

    task_id: UUID
    message: str
    queue_position: int


class LlmTaskResult(BaseModel):
    """The answer to GET …/result."""

    task_id: UUID
    status: LlmStatus
    result: LlmAnswer | None = None
    error: str | None = None
    error_type: str | None = None

    @classmethod
    def of(cls, task: TaskView) -> Self:
        """From the stored task."""
        error = task.error or {}
        return cls(
            task_id=task.id,
            status=llm_status(task.status),
            result=LlmAnswer.model_validate(task.result) if task.result else None,
            error=error.get("detail"),
            error_type=error.get("slug"),
        )


class LlmTaskCancelled(BaseModel):
    """The answer to POST …/cancel."""

    task_id: UUID
    status: Literal["cancelled"] = "cancelled"
    message: str = CANCELLED


class LlmQueue(BaseModel):
    """One queue of LLM tasks. ``inactive``: no live worker serves it."""

    queue_name: str
    pending_tasks: int
    status: Literal["active", "inactive"]


class LlmQueueStatus(LlmQueue):
    """The answer to GET /queue/status: the queue of prompts, as ever, and all of them."""

    queues: list[LlmQueue]
