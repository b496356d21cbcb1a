"""Fleet-wide limits: a leased row per concurrent call of an endpoint, over all processes."""

import asyncio
import random
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

import structlog

from app.database import Database
from app.domain.errors import DatabaseDown
from app.queries import load_queries
from app.tasks.leases import LeaseTimes

QUERIES = load_queries(__file__, "queries.sql")

_WAIT_SECONDS = 0.1

log = structlog.get_logger(__name__)


class HeldSlot:
    """One call's permission; gone when its lease ran out."""

    def __init__(self, slots: "FleetSlots", holder: str) -> None:
        self._slots = slots
        self._holder = holder

    async def still_ours(self) -> bool:
        """Renew the lease now; False when somebody else may hold the slot."""
        return self._holder in await self._slots.renew([self._holder])


@dataclass
class _Line:
    """Who waits in this process: the first asks the database, the others wait for him."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    freed: asyncio.Event = field(default_factory=asyncio.Event)


class FleetSlots:
    """The slots of one process; its heartbeat renews what it holds."""

    def __init__(
        self, db: Database, session: Database, worker_id: str, lease_seconds: float
    ) -> None:
        """``session`` is the reserved one, so that renewals never wait for a connection."""
        self._db = db
        self._session = session
        self._worker_id = worker_id
        self._times = LeaseTimes(lease_seconds)
        self._held: set[str] = set()
        self._ensured: dict[str, int] = {}
        self._lines: defaultdict[str, _Line] = defaultdict(_Line)
        self._count = 0

    @asynccontextmanager
    async def hold(self, endpoint: str, limit: int) -> AsyncIterator[HeldSlot]:
        """Wait for one of ``limit`` slots, hold it for the block."""
        self._count += 1
        holder = f"{self._worker_id}:{self._count}"
        await self._ensure(endpoint, limit)
        self._held.add(holder)
        try:
            await self._wait_and_take(endpoint, holder, limit)
            yield HeldSlot(self, holder)
        finally:
            self._held.discard(holder)
            await asyncio.shield(self._free(endpoint, holder))

    async def renew(self, holders: list[str] | None = None) -> set[str]:
        """Extend the leases of ``holders`` (default: all of this process); those still ours."""
        wanted = list(self._held) if holders is None else holders
        if not wanted:
            return set()
        rows = await self._session.fetch(QUERIES["renew_slots"], wanted, self._times.lease)
        return {row["holder"] for row in rows}

    async def _ensure(self, endpoint: str, limit: int) -> None:
        if self._ensured.get(endpoint, 0) < limit:
            await self._db.execute(QUERIES["ensure_slots"], endpoint, limit)
            self._ensured[endpoint] = limit

    async def _wait_and_take(self, endpoint: str, holder: str, limit: int) -> None:
        line = self._lines[endpoint]
        async with line.turn:
            while not await self._take(endpoint, holder, limit):
                # Another process may free one too, so nobody waits for ours only.
                with suppress(TimeoutError):
                    async with asyncio.timeout(_WAIT_SECONDS * random.uniform(0.5, 1.5)):
                        await line.freed.wait()
                line.freed.clear()

    async def _take(self, endpoint: str, holder: str, limit: int) -> bool:
        taken = await self._db.fetchval(
            QUERIES["take_slot"],
            endpoint,
            holder,
            self._worker_id,
            limit,
            self._times.lease,
            self._times.silence,
        )
        return taken is not None

    async def _free(self, endpoint: str, holder: str) -> None:
        try:
            await self._db.execute(QUERIES["free_slot"], endpoint, holder)
        except DatabaseDown:
            log.warning("slot_not_freed", endpoint=endpoint)  # its lease runs out
        else:
            self._lines[endpoint].freed.set()
