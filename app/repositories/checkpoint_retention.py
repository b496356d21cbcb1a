"""Retention of checkpoints: soon after the end of their task."""

from app.database import Database
from app.queries import load_queries
from app.tasks.retention import Pruner

QUERIES = load_queries(__file__, "checkpoint_retention.sql")

_BATCH = 50


def prune_checkpoints(db: Database, days: float) -> Pruner:
    """Those of tasks that ended ``days`` ago."""

    async def prune(batch: int) -> int:
        async with db.transaction() as connection:
            old = await connection.fetch(QUERIES["old_threads"], days, min(batch, _BATCH))
            if not old:
                return 0
            threads = [row["thread_id"] for row in old]
            for table in ("checkpoint_writes", "checkpoint_blobs", "checkpoints"):
                await connection.execute(QUERIES[f"delete_{table}"], threads)
            await connection.execute(QUERIES["forget_heads"], [row["id"] for row in old])
        return len(old)

    return prune
