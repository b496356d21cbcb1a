"""The sweep: every process, always, without a leader. One bad row never stops it."""

import time

import structlog

from app.database import Database
from app.domain.errors import AppError, CrashedRepeatedly, DeadlineExceeded
from app.queries import load_queries
from app.tasks.lanes import wake_lane
from app.tasks.leases import LeaseTimes
from app.tasks.loops import repeat
from app.tasks.outcome import error_json
from app.tasks.wakeups import Wakeups

QUERIES = load_queries(__file__, "queries.sql")

_BATCH = 100

log = structlog.get_logger(__name__)


class Sweeper:
    """Returns lost leases to PENDING, ends what crashed too often or is past its deadline."""

    def __init__(
        self, db: Database, wakeups: Wakeups, *, interval: float, lease_seconds: float
    ) -> None:
        self._db = db
        self._wakeups = wakeups
        self._interval = interval
        self._times = LeaseTimes(lease_seconds)
        self._in_contact_since: float | None = None
        self._last = 0.0

    async def run(self) -> None:
        """Sweep every ``interval`` seconds until cancelled."""
        await repeat(self.sweep, every=self._interval, name="sweep")

    async def sweep(self) -> None:
        """One pass over all that is due, a batch at a time.

        Nobody can renew a lease on a server that is away: after a break the others get the time to
        come back before their leases are looked at.
        """
        times, now = self._times, time.monotonic()
        since, self._in_contact_since = self._in_contact_since, None  # until the pass is through
        if since is None or now - self._last > times.silence:
            since = now
        await self._db.execute(QUERIES["end_frozen_sessions"])
        if now - since >= times.silence:
            await self._sweep_all(
                "lost_leases", (times.lease, times.silence), "sweep_lease", CrashedRepeatedly()
            )
        await self._sweep_all("past_deadline", (times.lease,), "sweep_deadline", DeadlineExceeded())
        self._in_contact_since, self._last = since, now

    async def _sweep_all(
        self, find: str, arguments: tuple[object, ...], sweep: str, error: AppError
    ) -> None:
        full = True
        while full:
            rows = await self._db.fetch(QUERIES[find], *arguments, _BATCH)
            swept = [await self._swept(sweep, *row, error_json(error)) for row in rows]
            full = sum(swept) == _BATCH  # what could not be swept waits for the next pass

    async def _swept(self, query: str, *args: object) -> bool:
        try:
            row = await self._db.fetchrow(QUERIES[query], *args)
        except AppError:
            raise
        except Exception as exc:  # the next pass tries this row again
            log.error("sweep_failed", task_id=str(args[0]), reason=type(exc).__name__)
            return False
        if row is None:
            return False
        log.warning(query, task_id=str(row["id"]))
        self._wakeups.hint_events(row["id"])
        if query == "sweep_lease" and row["status"] == "PENDING":
            self._wakeups.wake(row["queue"], row["id"], row["type"])
        elif row["lane"] is not None:
            await wake_lane(self._db, self._wakeups, row["lane"])
        return True
