"""Retention of pictures: files go when nothing has shown them for their time."""

from collections.abc import Sequence

from app.config.service_settings import EngineSettings
from app.database import Database
from app.queries import load_queries
from app.services.storage.protocol import ObjectStore
from app.tasks.retention import Pruner

QUERIES = load_queries(__file__, "pictures.sql")

_AT_ONCE = 20  # files deleted while their rows are locked


def prune_pictures(db: Database, store: ObjectStore, settings: EngineSettings) -> Sequence[Pruner]:
    """The pruners of pictures and of what shows them."""
    age = settings.FILE_RETENTION_DAYS

    async def uses(batch: int) -> int:
        tag = await db.execute(QUERIES["forget_old_scripts"], age, batch)
        return int(tag.rsplit(" ", 1)[-1])

    async def files(batch: int) -> int:
        old = await db.fetch(QUERIES["doubt_old_pictures"], age, min(batch, _AT_ONCE))
        hashes = [row["sha256"] for row in old]
        async with db.transaction() as connection:
            rows = await connection.fetch(QUERIES["lock_doubted_pictures"], age, hashes)
            for row in rows:
                await store.delete_prefix(row["key"])
            await connection.execute(QUERIES["delete_pictures"], [row["sha256"] for row in rows])
        return len(rows)

    return [uses, files]
