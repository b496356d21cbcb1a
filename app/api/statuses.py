"""The engine's states in each API's own words."""

from datetime import datetime
from typing import Literal

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


ChatStatus = Literal["queued", "processing", "completed", "failed", "cancelled"]

_CHAT: dict[TaskStatus, ChatStatus] = {
    TaskStatus.PENDING: "queued",
    TaskStatus.RUNNING: "processing",
    TaskStatus.WAITING: "processing",
    TaskStatus.SUCCEEDED: "completed",
    TaskStatus.FAILED: "failed",
    TaskStatus.CANCELLED: "cancelled",
}


def chat_status(task: TaskStatus | None, *, started: bool, answered: bool) -> ChatStatus:
    """Messages outlive their tasks (None): then the answer tells how it ended."""
    if task is None:
        return "completed" if answered else "failed"
    if task is TaskStatus.PENDING and started:  # it waits for its next try or its next worker
        return "processing"
    return _CHAT[task]


ScriptStatus = Literal["PENDING", "PROGRESS", "SUCCESS", "FAILURE"]

_SCRIPT: dict[TaskStatus, ScriptStatus] = {
    TaskStatus.PENDING: "PENDING",
    TaskStatus.RUNNING: "PROGRESS",
    TaskStatus.WAITING: "PROGRESS",
    TaskStatus.SUCCEEDED: "SUCCESS",
    TaskStatus.FAILED: "FAILURE",
    TaskStatus.CANCELLED: "FAILURE",
}


def script_status(task: TaskStatus, started_at: datetime | None) -> ScriptStatus:
    """As a comic's; a cancelled one failed, the documents have no word for it."""
    if task is TaskStatus.PENDING and started_at is not None:
        return "PROGRESS"
    return _SCRIPT[task]


LlmStatus = Literal["processing", "completed", "failed", "cancelled"]

_LLM: dict[TaskStatus, LlmStatus] = {
    TaskStatus.PENDING: "processing",
    TaskStatus.RUNNING: "processing",
    TaskStatus.WAITING: "processing",
    TaskStatus.SUCCEEDED: "completed",
    TaskStatus.FAILED: "failed",
    TaskStatus.CANCELLED: "cancelled",
}


def llm_status(task: TaskStatus) -> LlmStatus:
    """An LLM task's."""
    return _LLM[task]


def scenario_status(task: TaskStatus) -> ChatStatus:
    """A story's, in the same words."""
    return _CHAT[task]
