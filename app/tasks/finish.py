"""How a run ends: finish, fail, retry, release. Each is one fenced transaction."""

import random
from collections.abc import Sequence

import asyncpg

from app.database import Connection, Database
from app.domain.errors import AppError
from app.domain.task import Event, Json
from app.queries import load_queries
from app.tasks.batcher import Batcher
from app.tasks.insertion import insert_batch
from app.tasks.lanes import wake_lane
from app.tasks.outcome import Outcome, error_json
from app.tasks.runs import Claim, LeaseLost, insert_events
from app.tasks.wakeups import Wakeups

QUERIES = load_queries(__file__, "queries.sql")

_BATCH = 500
_BOUND = 10_000
_BACKOFF_MAX_SECONDS = 60.0


class Finisher:
    """Ends runs. ``run()`` belongs to the worker's task group."""

    def __init__(self, db: Database, wakeups: Wakeups, idempotency_hours: float) -> None:
        self._db = db
        self._wakeups = wakeups
        self._idempotency_hours = idempotency_hours
        self._effect_free: Batcher[tuple[Claim, Json], None] = Batcher(
            self._flush, batch=_BATCH, bound=_BOUND
        )

    async def run(self) -> None:
        """Flush effect-free finishes until cancelled."""
        await self._effect_free.run()

    async def finish(self, claim: Claim, outcome: Outcome) -> None:
        """Commit success with everything that it makes visible. Raises LeaseLost."""
        if outcome.effect_free:
            await self._effect_free.submit((claim, outcome.result))
        else:
            await self._finish_with_effects(claim, outcome)
        await self._ended(claim)

    async def fail(self, claim: Claim, error: AppError, *, dead: bool) -> None:
        """Commit failure; ``dead`` lists it for operators. Raises LeaseLost."""
        row = await self._db.fetchval(
            QUERIES["fail"], claim.id, claim.attempt, error_json(error), dead
        )
        if row is None:
            raise LeaseLost
        await self._ended(claim)

    async def retry(self, claim: Claim, delay: float | None, reason: str) -> bool:
        """Back to PENDING after ``delay`` (None: backoff); False when that passes the deadline."""
        seconds = backoff(claim.retries) if delay is None else delay
        data: Json = {"after": round(seconds, 3), "reason": reason}
        row = await self._db.fetchval(QUERIES["retry"], claim.id, claim.attempt, seconds, data)
        if row is not None:
            self._wakeups.hint_events(claim.id)
        return row is not None

    async def release(self, claim: Claim) -> None:
        """Hand the task over to whoever takes it next; nothing happens if it is no longer ours."""
        row = await self._db.fetchrow(QUERIES["release"], claim.id, claim.attempt)
        if row is not None:
            self._wakeups.wake(row["queue"], row["id"], row["type"])
            self._wakeups.hint_events(claim.id)

    async def _finish_with_effects(self, claim: Claim, outcome: Outcome) -> None:
        events = [*outcome.events, Event("succeeded")]
        async with self._db.transaction() as connection:
            last = await connection.fetchval(
                QUERIES["finish"], claim.id, claim.attempt, outcome.result, len(events)
            )
            if last is None:
                raise LeaseLost
            await insert_events(connection, claim.id, last, events)
            for effect in outcome.effects:
                await connection.execute(effect.sql, *effect.args)
            await self._put_in_outbox(connection, claim, outcome)
            if outcome.follow_ups:
                await insert_batch(connection, outcome.follow_ups, self._idempotency_hours)
        for follow_up in outcome.follow_ups:
            payload = follow_up.payload
            self._wakeups.wake(payload.queue, follow_up.task_id, payload.task_type)

    async def _put_in_outbox(self, connection: Connection, claim: Claim, outcome: Outcome) -> None:
        for hook in outcome.webhooks:
            await connection.execute(
                QUERIES["insert_outbox"],
                f"{claim.id}:{hook.step}",
                claim.id,
                hook.url,
                hook.body,
                hook.trusted,
            )

    async def _flush(self, batch: list[tuple[Claim, Json]]) -> Sequence[Exception | None]:
        try:
            rows = await self._db.fetch(
                QUERIES["finish_batch"],
                [claim.id for claim, _ in batch],
                [claim.attempt for claim, _ in batch],
                [result for _, result in batch],
            )
        except asyncpg.DataError as exc:  # one result can't be stored: it fails alone
            if len(batch) == 1:
                return [exc]
            return [(await self._flush([one]))[0] for one in batch]
        done = {(row["id"], row["attempt"]) for row in rows}
        return [None if (claim.id, claim.attempt) in done else LeaseLost() for claim, _ in batch]

    async def _ended(self, claim: Claim) -> None:
        self._wakeups.hint_events(claim.id)
        if claim.lane is not None:
            await wake_lane(self._db, self._wakeups, claim.lane)


def backoff(retries: int) -> float:
    """Seconds before the next try: exponential with full jitter, at most a minute."""
    ceiling = min(_BACKOFF_MAX_SECONDS, 2.0**retries)
    return random.uniform(ceiling / 2, ceiling)
