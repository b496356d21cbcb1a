"""Acceptance: one committed transaction per micro-batch, then the replies, then the wake-ups."""

import asyncio
from collections.abc import Sequence

import asyncpg
import structlog

from app.database import Database
from app.domain.errors import AppError, DatabaseDown, OutcomeUnknown, Rejected, TransactionConflict
from app.queries import load_queries
from app.tasks.batcher import Batcher
from app.tasks.depth import DepthLimits
from app.tasks.insertion import Decision, insert_batch
from app.tasks.submission import Accepted, Submission
from app.tasks.wakeups import Wakeups

QUERIES = load_queries(__file__, "queries.sql")

_BATCH = 200
_BOUND = 5_000
_LOOKUPS = 3
_ANSWER_SECONDS = 2.7  # whatever waits for whatever, a caller hears of a frozen server in three

log = structlog.get_logger(__name__)

_NOT_STORABLE = (asyncpg.DataError, asyncpg.IntegrityConstraintViolationError)


class Acceptor:
    """Turns submissions into committed tasks. ``run()`` belongs to the lifespan."""

    def __init__(
        self, db: Database, wakeups: Wakeups, limits: DepthLimits, idempotency_hours: float
    ) -> None:
        self._db = db
        self._wakeups = wakeups
        self._limits = limits
        self._idempotency_hours = idempotency_hours
        self._batcher: Batcher[Submission, Accepted] = Batcher(
            self._flush, batch=_BATCH, bound=_BOUND
        )

    async def run(self) -> None:
        """Flush until cancelled."""
        await self._batcher.run()

    async def submit(self, submission: Submission) -> Accepted:
        """Return only after the commit.

        Raises QueueFull, RateLimited, DatabaseDown, IdempotencyMismatch.
        """
        try:
            async with asyncio.timeout(_ANSWER_SECONDS):
                await self._limits.check(submission.payload.queue, submission.owner)
                return await self._batcher.submit(submission)
        except TimeoutError as exc:
            raise OutcomeUnknown from exc

    async def _flush(self, batch: list[Submission]) -> Sequence[Decision]:
        outcomes = await self._store(batch)
        for submission, outcome in zip(batch, outcomes, strict=True):
            if isinstance(outcome, Accepted) and not outcome.replayed:
                payload = submission.payload
                self._wakeups.wake(payload.queue, submission.task_id, payload.task_type)
        return outcomes

    async def _store(self, batch: list[Submission]) -> list[Decision]:
        try:
            async with self._db.transaction() as connection:
                return await insert_batch(connection, batch, self._idempotency_hours)
        except OutcomeUnknown as exc:
            return await self._look_up(batch, exc)
        except (TransactionConflict, *_NOT_STORABLE) as exc:
            if len(batch) > 1:
                return [(await self._store([submission]))[0] for submission in batch]
            if isinstance(exc, TransactionConflict):
                return [exc]
            log.warning("submission_refused", reason=type(exc).__name__)
            return [Rejected("저장할 수 없는 값이 들어 있습니다.")]
        except DatabaseDown as exc:
            return [exc] * len(batch)

    async def _look_up(self, batch: list[Submission], cause: AppError) -> list[Decision]:
        """Our own ids say what became of the commit."""
        ids = [submission.task_id for submission in batch]
        for _ in range(_LOOKUPS):
            try:
                rows = await self._db.fetch(QUERIES["existing_tasks"], ids)
            except DatabaseDown:
                await asyncio.sleep(0.1)
                continue
            stored = {row["id"] for row in rows}
            return [
                Accepted(s.task_id, s.answer, replayed=False) if s.task_id in stored else cause
                for s in batch
            ]
        return [cause] * len(batch)
