"""How often something happened lately: in Redis for all processes, or in this one alone."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from redis.asyncio import Redis

_CALL_SECONDS = 0.2
_BOUND = 20_000


@dataclass(frozen=True)
class Tally:
    """A count, and how long until it begins again."""

    count: int
    seconds_left: float


class Counters(Protocol):
    """Counts that begin again ``window`` seconds after their first one."""

    async def count(self, names: Sequence[str], window: float) -> list[Tally]:
        """One more of each, with what they are now."""
        ...


class SharedCounters:
    """In Redis, in one round trip. Raises what redis-py raises, TimeoutError when it is late."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def count(self, names: Sequence[str], window: float) -> list[Tally]:
        """See Counters."""
        milliseconds = max(1, round(window * 1000))
        # In a transaction nothing expires: a count that began without its end would never have one.
        pipeline = self._redis.pipeline(transaction=True)
        for name in names:
            pipeline.set(name, 0, px=milliseconds, nx=True)
            pipeline.incr(name)
            pipeline.pttl(name)
        async with asyncio.timeout(_CALL_SECONDS):
            answers = await pipeline.execute()
        return [
            Tally(count, max(0, left) / 1000)
            for count, left in zip(answers[1::3], answers[2::3], strict=True)
        ]


class LocalCounters:
    """In this process; the oldest go when there are too many."""

    def __init__(self) -> None:
        self._counts: dict[str, tuple[int, float]] = {}  # in the order in which they end

    async def count(self, names: Sequence[str], window: float) -> list[Tally]:
        """See Counters."""
        now = time.monotonic()
        self._forget(now)
        return [self._counted(name, now, window) for name in names]

    def _counted(self, name: str, now: float, window: float) -> Tally:
        count, ends_at = self._counts.get(name, (0, now + window))
        self._counts[name] = (count + 1, ends_at)
        return Tally(count + 1, ends_at - now)

    def _forget(self, now: float) -> None:
        while self._counts:
            oldest = next(iter(self._counts))
            if len(self._counts) <= _BOUND and self._counts[oldest][1] > now:
                return
            del self._counts[oldest]
