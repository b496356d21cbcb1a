"""What every layer knows of a task: its states, its payload's base, its events."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict

Json = dict[str, Any]


class TaskStatus(StrEnum):
    """The engine's own states; ``app/api`` maps them to each API's words."""

    PENDING = "PENDING"
    RUNNING = "RUNNING"
    WAITING = "WAITING"
    SUCCEEDED = "SUCCEEDED"
    FAILED = "FAILED"
    CANCELLED = "CANCELLED"

    @property
    def terminal(self) -> bool:
        """Whether the task will never change again."""
        return self in (TaskStatus.SUCCEEDED, TaskStatus.FAILED, TaskStatus.CANCELLED)


class TaskPayload(BaseModel):
    """Base of every task's payload: a new kind of task is one subclass and one handler."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    task_type: ClassVar[str]
    queue: ClassVar[str]


@dataclass(frozen=True)
class Event:
    """Something a client may see; stored in the transaction that made it true."""

    kind: str
    data: Json = field(default_factory=dict)


@dataclass(frozen=True)
class StoredEvent:
    """An event with its gap-free number within its task (the SSE id)."""

    seq: int
    kind: str
    data: Json

    @property
    def id(self) -> str:
        """The place in the story after it."""
        return str(self.seq)


@dataclass(frozen=True)
class Effect:
    """One SQL statement that becomes visible with the transaction that it rides in."""

    sql: str
    args: tuple[object, ...]


@dataclass(frozen=True)
class Webhook:
    """A message for another service, sent from the outbox after the commit.

    ``step`` makes the stable id (task, step) by which receivers drop repeats. ``trusted`` is true
    for addresses that the operator configured, false for those that a caller gave.
    """

    step: str
    url: str
    body: Json
    trusted: bool
