"""Retention of comics: checkpoints soon, files and rows with their task's age."""

from collections.abc import Sequence
from uuid import UUID

import structlog

from app.config.settings import EngineSettings
from app.database import Database
from app.domain.errors import InfrastructureError
from app.queries import load_queries
from app.services.storage.protocol import ObjectStore
from app.tasks.retention import Pruner

QUERIES = load_queries(__file__, "comic_retention.sql")

log = structlog.get_logger(__name__)


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
        emptied = [row["comic_id"] for row in rows if await _delete_files(store, row["comic_id"])]
        await db.execute(QUERIES["delete_comics"], emptied)
        return len(emptied)

    return [checkpoints, files_and_rows]


async def _delete_files(store: ObjectStore, comic_id: UUID) -> bool:
    """Files before their row, which finds them again when they can't be deleted now."""
    try:
        await store.delete_prefix(f"images/{comic_id}")
        await store.delete_prefix(f"reports/{comic_id}")
    except InfrastructureError as exc:
        log.error("files_not_deleted", comic_id=str(comic_id), reason=exc.slug)
        return False
    return True
