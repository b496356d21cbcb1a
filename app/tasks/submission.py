"""What the gateway hands to the engine, and what it gets back."""

from dataclasses import dataclass

from app.domain.ids import TaskId
from app.domain.task import Json, TaskPayload, Webhook


@dataclass(frozen=True)
class IdempotencyKey:
    """The caller's key and a hash of the body that it came with."""

    key: str
    body_hash: bytes


@dataclass(frozen=True)
class Submission:
    """A task to accept.

    ``answer`` is the reply's body, stored with the idempotency key so that a repeat gets the same.
    ``effects`` are statements that make something visible with the task (a comic's row, a chat
    message): each is run once for a batch, with the ids of its tasks. ``deadline`` is in seconds
    from acceptance. ``lane`` orders tasks that share it. ``failure_webhook`` is sent, the error in
    its body, when the task ends without success, whoever ends it.
    """

    task_id: TaskId
    payload: TaskPayload
    owner: str
    deadline: float
    answer: Json
    idempotency: IdempotencyKey | None = None
    lane: str | None = None
    effects: tuple[str, ...] = ()
    failure_webhook: Webhook | None = None


@dataclass(frozen=True)
class Accepted:
    """A committed task; for a repeated idempotency key the first one's id and answer."""

    task_id: TaskId
    answer: Json
    replayed: bool
