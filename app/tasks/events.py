"""Events for readers: one hint listener and one poller per gateway feed all its streams."""

import asyncio
from collections.abc import AsyncGenerator, Iterator
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter
from uuid import UUID

import structlog
from asyncpg import Record
from redis.asyncio import Redis

from app.cancellation import run_together
from app.database import Database
from app.domain.errors import DatabaseDown
from app.domain.task import StoredEvent
from app.queries import load_queries
from app.tasks.readers import ROOM, Reader, Readers
from app.tasks.wakeups import EVENTS_CHANNEL, listen

QUERIES = load_queries(__file__, "queries.sql")

_BATCH = 1_000


log = structlog.get_logger(__name__)


class EventFeed:
    """``run()`` belongs to the lifespan; ``stream()`` to one request each."""

    def __init__(
        self, db: Database, redis: Redis, readers: Readers, *, poll_seconds: float
    ) -> None:
        self._db = db
        self._redis = redis
        self._readers = readers
        self._poll_seconds = poll_seconds
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
        for reader in self._readers:
            reader.end()

    @property
    def open_streams(self) -> int:
        """How many are open."""
        return len(self._readers)

    def refuse_stream(self, owner: str) -> None:
        """Raise at once what ``stream`` would raise."""
        self._readers.check(owner)

    async def stream(self, task_id: UUID, after: int, owner: str) -> AsyncGenerator[StoredEvent]:
        """Events numbered above ``after``: stored ones, then live ones, until the task has ended.

        Raises QueueFull or RateLimited when too many streams are open.
        """
        with self.admitted(task_id, after, owner) as events:
            async for event in events:
                yield event

    @contextmanager
    def admitted(
        self, task_id: UUID, after: int, owner: str
    ) -> Iterator[AsyncGenerator[StoredEvent]]:
        """The same for the length of the block, which is refused before it begins."""
        reader = self._readers.admit(task_id, after, owner)
        self._note(reader.number)
        try:
            yield self._events(reader)
        finally:
            self._readers.leave(reader)

    async def _events(self, reader: Reader) -> AsyncGenerator[StoredEvent]:
        while (event := await reader.next()) is not None:
            if reader.cut_short and reader.room >= ROOM // 2:
                reader.cut_short = False
                self._note(reader.number)
            yield event

    def _note(self, number: int) -> None:
        self._hinted.add(number)
        self._hint.set()

    def _hinted_at(self, task_id: str) -> None:
        for number in self._readers.of_task(task_id):
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
            await self._read([reader.number for reader in self._readers])

    async def _read(self, numbers: list[int]) -> None:
        for start in range(0, len(numbers), _BATCH):
            try:
                await self._read_batch(numbers[start : start + _BATCH])
            except DatabaseDown:
                log.warning("events_not_read", reason="database_down")
                return

    async def _read_batch(self, numbers: list[int]) -> None:
        found = (self._readers.get(number) for number in numbers)
        asked = [(each, each.room) for each in found if each is not None and each.room]
        if not asked:
            return
        rows = await self._db.fetch(
            QUERIES["events_after"],
            [reader.number for reader, _ in asked],
            [reader.task_id for reader, _ in asked],
            [reader.after for reader, _ in asked],
            [room for _, room in asked],
        )
        answers = {number: list(each) for number, each in groupby(rows, itemgetter("reader"))}
        for reader, room in asked:
            _tell(reader, room, answers.get(reader.number, []))


def _tell(reader: Reader, room: int, rows: list[Record]) -> None:
    for row in rows:
        if row["seq"] is not None:
            reader.tell(StoredEvent(row["seq"], row["kind"], row["data"]))
    reader.cut_short = reader.cut_short or len(rows) >= room
    if rows and rows[-1]["over"] and not reader.cut_short:
        reader.end()
