"""Retention: old rows go in small batches, from the start."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import structlog

from app.config.settings import EngineSettings
from app.database import Database
from app.domain.errors import DatabaseDown
from app.queries import load_queries

QUERIES = load_queries(__file__, "queries.sql")

_EVERY_SECONDS = 300.0
_PAUSE_SECONDS = 0.05
_BATCH = 500

# Deletes one batch of something; the number of deleted things.
Pruner = Callable[[int], Awaitable[int]]

log = structlog.get_logger(__name__)


class Retention:
    """The engine's own tables, and whatever ``pruners`` belong to the products built on it."""

    def __init__(
        self, db: Database, settings: EngineSettings, pruners: Sequence[Pruner] = ()
    ) -> None:
        self._db = db
        self._settings = settings
        self._pruners = pruners

    async def run(self) -> None:
        """Prune every few minutes until cancelled."""
        while True:
            await asyncio.sleep(_EVERY_SECONDS)
            try:
                await self.prune()
            except DatabaseDown:
                log.warning("prune_skipped", reason="database_down")

    async def prune(self) -> int:
        """One pass over everything; the number of batches that deleted something."""
        settings = self._settings
        batches = 0
        for pruner in self._pruners:  # before the tasks by which they find what is old
            batches += await self._repeat(pruner)
        for query, age in (
            ("prune_events", settings.EVENT_RETENTION_DAYS),
            ("prune_steps", settings.CHECKPOINT_RETENTION_DAYS),
            ("prune_outbox", settings.EVENT_RETENTION_DAYS),
            ("prune_idempotency_keys", settings.IDEMPOTENCY_RETENTION_HOURS),
            ("prune_tasks", settings.TASK_RETENTION_DAYS),
        ):
            batches += await self._repeat(self._aged(query, age))
        return batches + await self._repeat(self._lanes)

    def _aged(self, query: str, age: float) -> Pruner:
        async def prune(batch: int) -> int:
            return _deleted(await self._db.execute(QUERIES[query], age, batch))

        return prune

    async def _lanes(self, batch: int) -> int:
        return _deleted(await self._db.execute(QUERIES["prune_lanes"], batch))

    async def _repeat(self, pruner: Pruner) -> int:
        batches = 0
        while await pruner(_BATCH) > 0:
            batches += 1
            await asyncio.sleep(_PAUSE_SECONDS)
        return batches


def _deleted(tag: str) -> int:
    return int(tag.rsplit(" ", 1)[-1])
