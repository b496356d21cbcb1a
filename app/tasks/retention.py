"""Retention: old rows go in small batches, from the start."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from app.config.service_settings import EngineSettings
from app.database import Database
from app.queries import load_queries
from app.tasks.loops import repeat, survive

QUERIES = load_queries(__file__, "queries.sql")

_EVERY_SECONDS = 300.0
_PAUSE_SECONDS = 0.05
_BATCH = 500

# Deletes one batch of something; the number of deleted things.
Pruner = Callable[[int], Awaitable[int]]


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
        await repeat(self.prune, every=_EVERY_SECONDS, name="prune")

    async def prune(self) -> None:
        """One pass over everything; what can't be pruned now holds up nothing else."""
        settings = self._settings
        # The products' own come before the tasks by which they find what is old.
        pruners = list(self._pruners)
        for query, age in (
            ("prune_events", settings.EVENT_RETENTION_DAYS),
            ("prune_steps", settings.CHECKPOINT_RETENTION_DAYS),
            ("prune_outbox", settings.EVENT_RETENTION_DAYS),
            ("prune_idempotency_keys", settings.IDEMPOTENCY_RETENTION_HOURS),
            ("prune_tasks", settings.TASK_RETENTION_DAYS),
        ):
            pruners.append(self._aged(query, age))
        pruners += [self._ageless("prune_lanes"), self._ageless("prune_workers")]
        for pruner in pruners:
            await survive(partial(_to_the_end, pruner), name="prune")

    def _aged(self, query: str, age: float) -> Pruner:
        async def prune(batch: int) -> int:
            return _deleted(await self._db.execute(QUERIES[query], age, batch))

        return prune

    def _ageless(self, query: str) -> Pruner:
        async def prune(batch: int) -> int:
            return _deleted(await self._db.execute(QUERIES[query], batch))

        return prune


async def _to_the_end(pruner: Pruner) -> None:
    while await pruner(_BATCH) > 0:  # noqa: ASYNC110 - a pause for others, not a poll
        await asyncio.sleep(_PAUSE_SECONDS)


def _deleted(tag: str) -> int:
    return int(tag.rsplit(" ", 1)[-1])
