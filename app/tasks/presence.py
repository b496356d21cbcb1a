"""A worker's sign of life: who it is, what it serves, what its probes of the models said."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from app.database import Database
from app.domain.errors import AppError, DatabaseDown
from app.domain.task import Json
from app.queries import load_queries
from app.tasks.loops import repeat

QUERIES = load_queries(__file__, "queries.sql")

_EVERY_SECONDS = 5.0
_PROBE_SECONDS = 3.0

Probe = Callable[[], Awaitable[None]]

log = structlog.get_logger(__name__)


class Presence:
    """Published in the table ``workers``; /health reads it."""

    def __init__(
        self,
        db: Database,
        redis: Redis,
        worker_id: str,
        queues: Sequence[str],
        probes: Mapping[str, Probe],
        stats: Callable[[], Json],
    ) -> None:
        """``stats``: what the worker got done so far."""
        self._db = db
        self._redis = redis
        self._worker_id = worker_id
        self._queues = list(queues)
        self._probes = probes
        self._stats = stats
        self.finished = 0

    async def run(self, running: Callable[[], int]) -> None:
        """Probe and publish every few seconds until cancelled."""

        async def publish() -> None:
            answers = await asyncio.gather(*map(_asked, self._probes.values()))
            await self._db.execute(
                QUERIES["see_worker"],
                self._worker_id,
                self._queues,
                running(),
                self.finished,
                dict(zip(self._probes, answers, strict=True)),
                self._stats(),
            )

        await repeat(publish, every=_EVERY_SECONDS, name="presence")

    async def say_idle(self) -> None:
        """Say that nothing came for a long while, and whether the connections are well."""
        database, redis = await asyncio.gather(_asked(self._ask_database), _asked(self._ask_redis))
        note = log.info if database["ok"] and redis["ok"] else log.warning
        note("worker_idle", database=database["ok"], redis=redis["ok"])

    async def leave(self) -> None:
        """Take the sign down."""
        try:
            await self._db.execute(QUERIES["forget_worker"], self._worker_id)
        except DatabaseDown:
            log.warning("presence_not_removed")

    async def _ask_database(self) -> None:
        await self._db.fetchval("SELECT 1")

    async def _ask_redis(self) -> None:
        await self._redis.ping()


async def _asked(probe: Probe) -> dict[str, object]:
    try:
        async with asyncio.timeout(_PROBE_SECONDS):
            await probe()
    except AppError as exc:
        return {"ok": False, "detail": exc.slug}
    except TimeoutError:
        return {"ok": False, "detail": "upstream_timeout"}
    except RedisError as exc:
        return {"ok": False, "detail": type(exc).__name__}
    except Exception as exc:  # a probe tells of a fault, it never is one
        log.exception("probe_failed")
        return {"ok": False, "detail": type(exc).__name__}
    return {"ok": True, "detail": ""}
