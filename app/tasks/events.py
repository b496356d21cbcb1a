"""Events for readers: one hint listener and one poller per gateway feed all its streams."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from uuid import UUID

import structlog
from redis.asyncio import Redis

from app.cancellation import run_together
from app.database import Database
from app.domain.errors import DatabaseDown, QueueFull
from app.domain.task import StoredEvent
from app.queries import load_queries
from app.tasks.wakeups import EVENTS_CHANNEL, listen

QUERIES = load_queries(__file__, "queries.sql")

_ROOM = 64
_BATCH = 1_000


@dataclass
class _Reader:
    task_id: UUID
    after: int
    # A slow reader fills its room and is not read for until it has room again.
    room: asyncio.Queue[StoredEvent | None] = field(
        default_factory=lambda: asyncio.Queue(maxsize=_ROOM)
    )


log = structlog.get_logger(__name__)


class EventFeed:
    """``run()`` belongs to the lifespan; ``stream()`` to one request each."""

    def __init__(
        self, db: Database, redis: Redis, *, poll_seconds: float, max_streams: int
    ) -> None:
        self._db = db
        self._redis = redis
        self._poll_seconds = poll_seconds
        self._max_streams = max_streams
        self._readers: dict[int, _Reader] = {}
        self._by_task: dict[str, set[int]] = {}
        self._count = 0
        self._hinted: set[int] = set()
        self._hint = asyncio.Event()

    async def run(self) -> None:
        """Listen and read until cancelled, then end every stream."""
        try:
            await run_together(
                listen(self._redis, EVENTS_CHANNEL, self._hinted_at),
                self._read_hinted(),
                self._read_all(),
            )
        finally:
            self.close()

    def close(self) -> None:
        """End every open stream (its client resumes elsewhere)."""
        for reader in self._readers.values():
            while reader.room.full():
                reader.room.get_nowait()
            reader.room.put_nowait(None)

    async def stream(self, task_id: UUID, after: int) -> AsyncGenerator[StoredEvent]:
        """Events numbered above ``after``: stored ones, then live ones, until the task has ended.

        Raises QueueFull when too many streams are open.
        """
        if len(self._readers) >= self._max_streams:
            raise QueueFull("열린 스트림이 너무 많습니다. 잠시 후 다시 시도하세요.", retry_after=5)
        self._count += 1
        number, reader = self._count, _Reader(task_id, after)
        self._readers[number] = reader
        siblings = self._by_task.setdefault(str(task_id), set())
        siblings.add(number)
        self._note(number)
        try:
            while (event := await reader.room.get()) is not None:
                if reader.room.qsize() < _ROOM // 2:
                    self._note(number)
                yield event
        finally:
            del self._readers[number]
            siblings.discard(number)
            if not siblings:
                del self._by_task[str(task_id)]

    def _note(self, number: int) -> None:
        self._hinted.add(number)
        self._hint.set()

    def _hinted_at(self, task_id: str) -> None:
        for number in self._by_task.get(task_id, ()):
            self._note(number)

    async def _read_hinted(self) -> None:
        while True:
            await self._hint.wait()
            self._hint.clear()
            hinted, self._hinted = self._hinted, set()
            await self._read(sorted(hinted))

    async def _read_all(self) -> None:
        while True:
            await asyncio.sleep(self._poll_seconds)
            await self._read(sorted(self._readers))

    async def _read(self, numbers: list[int]) -> None:
        for start in range(0, len(numbers), _BATCH):
            try:
                await self._read_batch(numbers[start : start + _BATCH])
            except DatabaseDown:
                log.warning("events_not_read", reason="database_down")
                return

    async def _read_batch(self, numbers: list[int]) -> None:
        asked = {
            number: (reader.after, _ROOM - reader.room.qsize() - 1)
            for number in numbers
            if (reader := self._readers.get(number)) and reader.room.qsize() < _ROOM - 1
        }
        if not asked:
            return
        rows = await self._db.fetch(
            QUERIES["events_after"],
            list(asked),
            [self._readers[number].task_id for number in asked],
            [after for after, _ in asked.values()],
            [room for _, room in asked.values()],
        )
        for row in rows:
            reader = self._readers.get(row["reader"])
            if reader is None or reader.room.full():
                continue
            if row["seq"] is None:
                if row["over"]:
                    reader.room.put_nowait(None)
            elif row["seq"] > reader.after:
                reader.after = row["seq"]
                reader.room.put_nowait(StoredEvent(row["seq"], row["kind"], row["data"]))
