"""Retention of comics: checkpoints soon, files and rows with their task's age."""

from collections.abc import Sequence

from app.config.settings import EngineSettings
from app.database import Database
from app.queries import load_queries
from app.services.storage.protocol import ObjectStore
from app.tasks.retention import Pruner

QUERIES = load_queries(__file__, "comic_retention.sql")


def prune_comics(db: Database, store: ObjectStore, settings: EngineSettings) -> Sequence[Pruner]:
    """The pruners of everything that comics leave behind."""

    async def checkpoints(batch: int) -> int:
        rows = await db.fetch(
            QUERIES["old_threads"], settings.CHECKPOINT_RETENTION_DAYS, min(batch, 50)
        )
        threads = [row["thread_id"] for row in rows]
        for table in ("checkpoint_writes", "checkpoint_blobs", "checkpoints"):
            await db.execute(QUERIES[f"delete_{table}"], threads)
        return len(threads)

    async def files_and_rows(batch: int) -> int:
        rows = await db.fetch(QUERIES["old_comics"], settings.FILE_RETENTION_DAYS, min(batch, 50))
        for row in rows:  # files first: a row without its files would never find them again
            await store.delete_prefix(f"images/{row['comic_id']}")
            await store.delete_prefix(f"reports/{row['comic_id']}")
        await db.execute(QUERIES["delete_comics"], [row["comic_id"] for row in rows])
        return len(rows)

    return [checkpoints, files_and_rows]
