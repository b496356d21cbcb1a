"""AsyncTaskManager: the engine as API layers see it."""

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import AbstractContextManager, aclosing
from datetime import datetime
from uuid import UUID

import structlog
from redis.asyncio import Redis

from app.cancellation import run_together
from app.config.service_settings import AppSettings, EngineSettings
from app.database import Database
from app.domain.task import StoredEvent, TaskStatus
from app.queries import load_queries
from app.tasks.accept import Acceptor
from app.tasks.depth import DepthLimits
from app.tasks.events import EventFeed
from app.tasks.lanes import take_lane_positions, wake_lane
from app.tasks.readers import Readers
from app.tasks.submission import Accepted, Submission
from app.tasks.sweep import Sweeper
from app.tasks.views import DeadLetter, TaskCounts, TaskView
from app.tasks.wakeups import Wakeups

QUERIES = load_queries(__file__, "queries.sql")

_COUNTS_FRESH_SECONDS = 5.0
_COUNTED = 10_000  # one by one

log = structlog.get_logger(__name__)


class AsyncTaskManager:
    """Submit, look, listen, cancel, count. ``run()`` belongs to the gateway's lifespan."""

    def __init__(
        self, db: Database, redis: Redis, engine: EngineSettings, app: AppSettings
    ) -> None:
        self._db = db
        self._wakeups = Wakeups(redis)
        self._limits = DepthLimits(
            db, per_queue=engine.TASK_MAX_QUEUE_DEPTH, per_owner=engine.TASK_MAX_OWNER_DEPTH
        )
        self._acceptor = Acceptor(
            db, self._wakeups, self._limits, engine.IDEMPOTENCY_RETENTION_HOURS
        )
        most = app.SSE_MAX_STREAMS
        readers = Readers(
            most=most, most_per_owner=app.SSE_MAX_STREAMS_PER_KEY if app.API_KEYS else most
        )
        self._feed = EventFeed(db, redis, readers, poll_seconds=engine.TASK_POLL_SECONDS)
        self._sweeper = Sweeper(
            db,
            self._wakeups,
            interval=engine.TASK_POLL_SECONDS,
            lease_seconds=engine.TASK_LEASE_SECONDS,
        )
        self._counts = (TaskCounts(0, 0), -_COUNTS_FRESH_SECONDS)

    async def run(self) -> None:
        """The flusher, the wake-ups, the event feed and the sweep, until cancelled."""
        await run_together(
            self._acceptor.run(), self._wakeups.run(), self._feed.run(), self._sweeper.run()
        )

    def close_streams(self) -> None:
        """End every open event stream: its client resumes elsewhere."""
        self._feed.close()

    def refuse_known(self, queue: str, owner: str) -> None:
        """Raise QueueFull or RateLimited at once, when a submission would have raised it."""
        self._limits.refuse_known(queue, owner)

    async def submit(self, submission: Submission) -> Accepted:
        """Return after the commit.

        Raises QueueFull, RateLimited, DatabaseDown, IdempotencyMismatch.
        """
        return await self._acceptor.submit(submission)

    async def get(self, task_id: UUID) -> TaskView | None:
        """The task as it stands."""
        row = await self._db.fetchrow(QUERIES["get_task"], task_id)
        if row is None:
            return None
        return TaskView(**{**row, "status": TaskStatus(row["status"])})

    async def cancel(self, task_id: UUID) -> bool:
        """Cancel before, during or after the start; False when the task had ended already."""
        row = await self._db.fetchrow(QUERIES["cancel"], task_id)
        if row is None:
            return False
        self._wakeups.hint_cancel(task_id)
        self._wakeups.hint_events(task_id)
        if row["lane"] is not None:
            await wake_lane(self._db, self._wakeups, row["lane"])
        return True

    @property
    def open_streams(self) -> int:
        """How many are open in this gateway."""
        return self._feed.open_streams

    def refuse_stream(self, owner: str) -> None:
        """Raise at once what the first step of ``events`` would raise."""
        self._feed.refuse_stream(owner)

    def events(self, task_id: UUID, after: int, owner: str = "") -> AsyncGenerator[StoredEvent]:
        """The story from event ``after`` on, live until its end.

        At its first step raises QueueFull, or RateLimited when ``owner`` has too many open.
        """
        return self._feed.stream(task_id, after, owner)

    def admitted_events(
        self, task_id: UUID, after: int, owner: str = ""
    ) -> AbstractContextManager[AsyncGenerator[StoredEvent]]:
        """The same story for the length of a block, which is refused before it begins."""
        return self._feed.admitted(task_id, after, owner)

    async def wait(self, task_id: UUID, seconds: float, owner: str = "") -> TaskView | None:
        """The task when it has ended, or as it stands after ``seconds``; None when there is none.

        Raises what ``events`` raises.
        """
        async with aclosing(self._feed.stream(task_id, 0, owner)) as events:
            try:
                async with asyncio.timeout(seconds):
                    async for _ in events:
                        continue
            except TimeoutError:
                log.info("wait_ended_first", task_id=str(task_id))
        return await self.get(task_id)

    async def counts(self) -> TaskCounts:
        """Tasks under way and that ended well (many: an estimate), 5 s old at most."""
        counts, read_at = self._counts
        if time.monotonic() - read_at < _COUNTS_FRESH_SECONDS:
            return counts
        row = await self._db.fetchrow(QUERIES["count_tasks"], _COUNTED)
        counts = TaskCounts(**row) if row else counts
        self._counts = (counts, time.monotonic())
        return counts

    async def queue_depth(self, queue: str) -> int:
        """Waiting tasks of one queue, a second old at most. Raises DatabaseDown."""
        return await self._limits.queue_depth(queue)

    async def queue_depths(self) -> dict[str, int]:
        """Waiting tasks by queue, as PostgreSQL knows them."""
        rows = await self._db.fetch(QUERIES["queue_depths"])
        return {row["queue"]: row["waiting"] for row in rows}

    async def dead_letters(
        self, *, before: datetime | None = None, limit: int = 50
    ) -> list[DeadLetter]:
        """Newest first; ``before`` is the last page's oldest ``finished_at``."""
        rows = await self._db.fetch(QUERIES["dead_letters"], before, limit)
        return [DeadLetter(**row) for row in rows]

    async def requeue(self, task_id: UUID) -> bool:
        """Start a dead letter over; False when there is none."""
        async with self._db.transaction() as connection:
            dead = await connection.fetchrow(QUERIES["dead_lane"], task_id)
            if dead is None:
                return False
            [position] = await take_lane_positions(connection, [dead["lane"]])
            row = await connection.fetchrow(QUERIES["requeue"], task_id, position)
        if row is None:
            return False
        self._wakeups.wake(row["queue"], row["id"], row["type"])
        return True

    async def purge(self, task_id: UUID) -> bool:
        """Take a dead letter off the list; False when there is none."""
        return await self._db.fetchval(QUERIES["purge"], task_id) is not None
