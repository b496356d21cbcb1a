"""Chat: its tasks' payloads, the lanes that keep a room in order, and what was said in it."""

from dataclasses import dataclass
from typing import ClassVar

from app.domain.task import TaskPayload, Webhook


class ChatPayload(TaskPayload):
    """A message to answer."""

    task_type: ClassVar[str] = "chat"
    queue: ClassVar[str] = "chat_task_queue"

    request_id: str
    room_id: str
    user_id: str
    message: str
    callback_url: str | None = None


class SummaryPayload(TaskPayload):
    """A room whose history outgrew its summary."""

    task_type: ClassVar[str] = "chat_summary"
    queue: ClassVar[str] = "llm_summary_queue"

    room_id: str


def room_lane(owner: str, room_id: str) -> str:
    """The lane of a room's messages."""
    return f"chat:{owner}:{room_id}"


def summary_lane(owner: str, room_id: str) -> str:
    """The lane of a room's summaries: they hold up no message."""
    return f"summary:{owner}:{room_id}"


def chat_webhook(
    step: str, payload: ChatPayload, content: str, backend_url: str | None, **more: str
) -> Webhook | None:
    """To whoever the message names, or else to the backend; None when nobody waits."""
    url = payload.callback_url or backend_url
    if url is None:
        return None
    body = {"request_id": payload.request_id, "content": content, **more}
    return Webhook(step, url, body, trusted=payload.callback_url is None)


@dataclass(frozen=True)
class Exchange:
    """An answered message. ``position`` is its place in the room."""

    position: int
    question: str
    answer: str
    tokens: int
