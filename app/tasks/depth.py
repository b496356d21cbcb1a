"""Backpressure: soft depth limits, checked before anything is stored."""

import time
from dataclasses import dataclass

from app.database import Database
from app.domain.errors import QueueFull, RateLimited
from app.queries import load_queries

QUERIES = load_queries(__file__, "queries.sql")

_FRESH_SECONDS = 1.0
_KEYS_BOUND = 10_000


@dataclass
class _Count:
    value: int
    read_at: float


class DepthLimits:
    """Counts are cached for a second and grow with what this process accepts meanwhile."""

    def __init__(self, db: Database, *, per_queue: int, per_owner: int) -> None:
        self._db = db
        self._per_queue = per_queue
        self._per_owner = per_owner
        self._counts: dict[tuple[str, str], _Count] = {}

    def refuse_known(self, queue: str, owner: str) -> None:
        """Raise at once what ``check`` would raise without a look at the database."""
        if self._is_known("owner_depth", owner, self._per_owner):
            raise _too_many()
        if self._is_known("queue_depth", queue, self._per_queue):
            raise QueueFull(retry_after=5)

    async def check(self, queue: str, owner: str) -> None:
        """Raise QueueFull (everybody's limit) or RateLimited (this owner's)."""
        # The owner first: what one of them may not send takes no place from the others.
        if await self._exceeds("owner_depth", owner, self._per_owner):
            raise _too_many()
        if await self._exceeds("queue_depth", queue, self._per_queue):
            raise QueueFull(retry_after=5)

    async def queue_depth(self, queue: str) -> int:
        """Waiting tasks, at most the limit."""
        return (await self._count("queue_depth", queue, self._per_queue)).value

    def _is_known(self, query: str, key: str, limit: int) -> bool:
        count = self._counts.get((query, key))
        if count is None or count.value < limit:
            return False
        return time.monotonic() - count.read_at <= _FRESH_SECONDS

    async def _exceeds(self, query: str, key: str, limit: int) -> bool:
        count = await self._count(query, key, limit)
        count.value += 1
        return count.value > limit

    async def _count(self, query: str, key: str, limit: int) -> _Count:
        count = self._counts.get((query, key))
        now = time.monotonic()
        if count is None:
            if len(self._counts) >= _KEYS_BOUND:
                self._counts.clear()
            count = self._counts[query, key] = _Count(0, now - 2 * _FRESH_SECONDS)
        if now - count.read_at > _FRESH_SECONDS:
            count.read_at = now  # the others go on with the old value while one reads
            count.value = await self._db.fetchval(QUERIES[query], key, limit)
        return count


def _too_many() -> RateLimited:
    return RateLimited(
        "처리를 기다리는 작업이 너무 많습니다. 잠시 후 다시 시도하세요.", retry_after=5
    )
