"""Retention of comics: files and rows, at their task's age."""

from uuid import UUID

import structlog

from app.config.service_settings import EngineSettings
from app.database import Database
from app.domain.errors import InfrastructureError
from app.queries import load_queries
from app.services.storage.protocol import ObjectStore
from app.tasks.retention import Pruner

QUERIES = load_queries(__file__, "comic_retention.sql")

log = structlog.get_logger(__name__)


def prune_comics(db: Database, store: ObjectStore, settings: EngineSettings) -> Pruner:
    """Comics whose task ended FILE_RETENTION_DAYS ago."""

    async def prune(batch: int) -> int:
        rows = await db.fetch(QUERIES["old_comics"], settings.FILE_RETENTION_DAYS, min(batch, 50))
        emptied = [row["comic_id"] for row in rows if await _delete_files(store, row["comic_id"])]
        await db.execute(QUERIES["delete_comics"], emptied)
        return len(emptied)

    return prune


async def _delete_files(store: ObjectStore, comic_id: UUID) -> bool:
    """Files before their row, which finds them again when they can't be deleted now."""
    try:
        await store.delete_prefix(f"images/{comic_id}")
        await store.delete_prefix(f"reports/{comic_id}")
    except InfrastructureError as exc:
        log.error("files_not_deleted", comic_id=str(comic_id), reason=exc.slug)
        return False
    return True
