"""Chat as its owners read it, and what a worker must know to answer or to summarise."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

import asyncpg

from app.database import Database
from app.domain.chat import Exchange
from app.domain.task import Json, TaskStatus
from app.queries import load_queries

QUERIES = load_queries(__file__, "chats.sql")

NEWEST = 2**63 - 1

# Of an answer; of answers older than this column it is not known.
EndReason = Literal["stop", "length"]


@dataclass(frozen=True)
class MessageRecord:
    """A message with the state of its task (None: pruned) and its answer."""

    request_id: str
    room_id: str
    task_id: UUID
    task_status: TaskStatus | None
    started: bool
    error: Json | None
    answer: str | None
    usage: Json | None
    finish_reason: EndReason | None
    warnings: list[str]


@dataclass(frozen=True)
class RoomRecord:
    """A room of one owner."""

    room_id: str
    summary: str | None
    summarised_at: datetime | None
    created_at: datetime


@dataclass(frozen=True)
class HistoryEntry:
    """One line of a room's history; its last three members are about a user's message.

    ``finish_reason`` is about an answer.
    """

    position: int
    request_id: str
    role: Literal["user", "assistant"]
    user_id: str | None
    content: str
    tokens: int | None
    finish_reason: EndReason | None
    created_at: datetime
    task_status: TaskStatus | None
    started: bool
    answered: bool


@dataclass(frozen=True)
class Conversation:
    """What was said in a room before a message: its summary and the latest answered messages."""

    summary: str | None
    exchanges: list[Exchange]


@dataclass(frozen=True)
class Backlog:
    """What a room's summary lacks, and whether a summary is on its way.

    ``resting``: the last one failed a short while ago.
    """

    exchanges: int
    tokens: int
    queued: bool
    resting: bool


@dataclass(frozen=True)
class Unsummarised:
    """A room's summary, which covers it up to a position, and what came next."""

    summary: str | None
    upto: int
    exchanges: list[Exchange]


class ChatRepository:
    """Every read names the owner or a task: another one's room does not exist."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def message(self, owner: str, request_id: str) -> MessageRecord | None:
        """None when there is none, or when it is somebody else's."""
        row = await self._database.fetchrow(QUERIES["get_message"], owner, request_id)
        if row is None:
            return None
        return MessageRecord(
            request_id=row["request_id"],
            room_id=row["room_id"],
            task_id=row["task_id"],
            task_status=_status(row["status"]),
            started=row["started"],
            error=row["error"],
            answer=row["answer"],
            usage=row["usage"],
            finish_reason=row["finish_reason"],
            warnings=row["warnings"] or [],
        )

    async def room(self, owner: str, room_id: str) -> RoomRecord | None:
        """Likewise."""
        row = await self._database.fetchrow(QUERIES["get_room"], owner, room_id)
        return RoomRecord(**row) if row else None

    async def history(
        self, owner: str, room_id: str, before: int, limit: int
    ) -> list[HistoryEntry]:
        """Newest first, beginning before the position ``before``."""
        rows = await self._database.fetch(QUERIES["room_messages"], owner, room_id, before, limit)
        return [
            HistoryEntry(
                position=row["message_id"],
                request_id=row["request_id"],
                role=row["role"],
                user_id=row["user_id"],
                content=row["content"],
                tokens=row["tokens"],
                finish_reason=row["finish_reason"],
                created_at=row["created_at"],
                task_status=_status(row["status"]),
                started=row["started"],
                answered=row["answered"],
            )
            for row in rows
        ]

    async def before(self, task_id: UUID, limit: int) -> Conversation | None:
        """What led to the task's message, oldest first; None when its room is gone."""
        rows = await self._database.fetch(QUERIES["before_message"], task_id, limit)
        if not rows:
            return None
        return Conversation(rows[0]["summary"], _exchanges(rows)[::-1])

    async def backlog(
        self, owner: str, room_id: str, limit: int, lane: str, rest: float
    ) -> Backlog:
        """What the summary lacks, of the next ``limit`` answered messages.

        After a failure it is ``resting`` for ``rest`` seconds.
        """
        row = await self._database.fetchrow(
            QUERIES["unsummarised"], owner, room_id, limit, lane, rest
        )
        return Backlog(**row) if row else Backlog(0, 0, queued=False, resting=False)

    async def unsummarised(self, owner: str, room_id: str, limit: int) -> Unsummarised | None:
        """The oldest ``limit`` answered messages that the summary lacks; None without the room."""
        rows = await self._database.fetch(QUERIES["to_summarise"], owner, room_id, limit)
        if not rows:
            return None
        return Unsummarised(rows[0]["summary"], rows[0]["summarised_upto"], _exchanges(rows))


def _status(status: str | None) -> TaskStatus | None:
    return None if status is None else TaskStatus(status)


def _exchanges(rows: list[asyncpg.Record]) -> list[Exchange]:
    return [
        Exchange(row["message_id"], row["question"], row["answer"], row["tokens"])
        for row in rows
        if row["message_id"] is not None
    ]
