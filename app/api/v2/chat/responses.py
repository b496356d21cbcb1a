"""What clients learn about messages and rooms."""

from typing import Any, Literal, Self

from pydantic import BaseModel

from app.api.statuses import ChatStatus, chat_status
from app.api.utc_time import UtcTime
from app.repositories.chats import EndReason, HistoryEntry, MessageRecord, RoomRecord
from app.tasks.views import TaskView

ACCEPTED = "메시지가 성공적으로 접수되어 처리 대기 중입니다."
CANCELLED = "메시지 처리가 취소되었습니다."


class ChatAccepted(BaseModel):
    """The answer to POST."""

    message: str
    request_id: str


class Usage(BaseModel):
    """Tokens, as the model counted them."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class ChatMessage(BaseModel):
    """The answer to GET /api/v2/chat/{request_id}.

    ``finish_reason`` "length": the answer ends where its limit of tokens did.
    """

    request_id: str
    room_id: str
    status: ChatStatus
    answer: str | None
    finish_reason: EndReason | None
    usage: Usage | None
    error: str | None
    error_type: str | None
    warnings: list[str] = []

    @classmethod
    def of(cls, message: MessageRecord) -> Self:
        """From the stored message."""
        error = message.error or {}
        return cls(
            request_id=message.request_id,
            room_id=message.room_id,
            status=chat_status(
                message.task_status,
                started=message.started,
                answered=message.answer is not None,
            ),
            answer=message.answer,
            finish_reason=message.finish_reason,
            usage=Usage.model_validate(message.usage) if message.usage else None,
            error=error.get("detail"),
            error_type=error.get("slug"),
            warnings=message.warnings,
        )

    @classmethod
    def answered(cls, message: MessageRecord, task: TaskView) -> dict[str, Any]:
        """The same, from the task that has just answered the message."""
        result = task.result or {}
        answered = cls(
            request_id=message.request_id,
            room_id=message.room_id,
            status="completed",
            answer=result.get("answer"),
            finish_reason=result.get("finish_reason"),
            usage=Usage.model_validate(result["usage"]) if "usage" in result else None,
            error=None,
            error_type=None,
            warnings=result.get("warnings", []),
        )
        return answered.model_dump(mode="json")


class HistoryLine(BaseModel):
    """One line of a room; ``status`` tells what became of a user's message."""

    request_id: str
    role: Literal["user", "assistant"]
    user_id: str | None
    content: str
    status: ChatStatus | None
    tokens: int | None
    finish_reason: EndReason | None
    created_at: UtcTime

    @classmethod
    def of(cls, entry: HistoryEntry) -> Self:
        """From the stored message."""
        return cls(
            request_id=entry.request_id,
            role=entry.role,
            user_id=entry.user_id,
            content=entry.content,
            status=_status(entry),
            tokens=entry.tokens,
            finish_reason=entry.finish_reason,
            created_at=entry.created_at,
        )


class HistoryPage(BaseModel):
    """The answer to GET messages, newest first; ``next_cursor`` is null on the last page."""

    messages: list[HistoryLine]
    next_cursor: str | None


class RoomSummary(BaseModel):
    """The answer to GET summary; null while the room is short."""

    room_id: str
    summary: str | None
    summarised_at: UtcTime | None

    @classmethod
    def of(cls, room: RoomRecord) -> Self:
        """From the stored room."""
        return cls(room_id=room.room_id, summary=room.summary, summarised_at=room.summarised_at)


def _status(entry: HistoryEntry) -> ChatStatus | None:
    if entry.role == "assistant":
        return None
    return chat_status(entry.task_status, started=entry.started, answered=entry.answered)
