"""What clients learn about scripts."""

from typing import Literal, Self
from uuid import UUID

from pydantic import BaseModel

from app.api.statuses import ScriptStatus, script_status
from app.api.utc_time import UtcTime
from app.domain.script import SCRIPT_STEP_LABELS
from app.domain.script_draft import ScriptResult
from app.domain.task import TaskStatus
from app.repositories.scripts import ScriptRecord

CANCELLED = "대본 작성이 취소되었습니다."

_MESSAGES: dict[ScriptStatus, str] = {
    "PENDING": "대본 작성이 대기 중입니다.",
    "PROGRESS": "대본을 쓰고 있습니다.",
    "SUCCESS": "대본이 완성되었습니다.",
    "FAILURE": "대본을 쓰지 못했습니다.",
}


class ScriptAccepted(BaseModel):
    """The answer to POST."""

    task_id: UUID
    status: Literal["PENDING"] = "PENDING"
    result: None = None


class ScriptCancelled(BaseModel):
    """The answer to a cancellation."""

    task_id: UUID
    message: str = CANCELLED


StepStatus = Literal["waiting", "running", "done", "stopped"]


class ScriptStep(BaseModel):
    """One of the three steps."""

    name: str
    label: str
    status: StepStatus


class ScriptProgress(BaseModel):
    """The answer to GET; ``result`` is there when the status is SUCCESS."""

    task_id: UUID
    status: ScriptStatus
    message: str
    topic: str
    current_step: str | None
    completed_steps: int
    total_steps: int
    steps: list[ScriptStep]
    result: ScriptResult | None
    error_details: str | None
    error_type: str | None
    timestamp_accepted: UtcTime
    timestamp_start: UtcTime | None
    timestamp_end: UtcTime | None

    @classmethod
    def of(cls, script: ScriptRecord) -> Self:
        """From the stored script."""
        status = script_status(script.status, script.started_at)
        error = script.error or {}
        steps = _steps(script)
        running = [step.name for step in steps if step.status == "running"]
        return cls(
            task_id=script.task_id,
            status=status,
            message=_message(script, status),
            topic=script.request.topic,
            current_step=running[0] if running else None,
            completed_steps=sum(step.status == "done" for step in steps),
            total_steps=len(steps),
            steps=steps,
            result=ScriptResult.model_validate(script.result) if script.result else None,
            error_details=error.get("detail"),
            error_type=error.get("slug"),
            timestamp_accepted=script.created_at,
            timestamp_start=script.started_at,
            timestamp_end=script.finished_at,
        )


def _message(script: ScriptRecord, status: ScriptStatus) -> str:
    return CANCELLED if script.status is TaskStatus.CANCELLED else _MESSAGES[status]


def _steps(script: ScriptRecord) -> list[ScriptStep]:
    """Events are kept for a shorter time than scripts: what has succeeded did every step."""
    whole = script.status is TaskStatus.SUCCEEDED
    return [
        ScriptStep(name=name, label=label, status="done" if whole else _state(script, name))
        for name, label in SCRIPT_STEP_LABELS.items()
    ]


def _state(script: ScriptRecord, name: str) -> StepStatus:
    if name in script.finished:
        return "done"
    if name not in script.begun:
        return "waiting"
    return "stopped" if script.status.terminal else "running"
