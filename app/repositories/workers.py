"""Who works, and what their probes of the models said."""

from dataclasses import dataclass

from app.database import Database
from app.domain.task import Json
from app.queries import load_queries

QUERIES = load_queries(__file__, "workers.sql")

ALIVE_SECONDS = 15.0


@dataclass(frozen=True)
class WorkerRecord:
    """One process. ``probes`` maps an endpoint to {"ok": bool, "detail": text}.

    ``stats`` is what it got done since its start: rows of labels, count and seconds.
    """

    id: str
    queues: list[str]
    running: int
    probes: Json
    stats: Json


class WorkerRepository:
    """Reads only: workers write their own rows."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def live(self) -> list[WorkerRecord]:
        """Those that gave a sign of life within ALIVE_SECONDS."""
        rows = await self._database.fetch(QUERIES["seen_workers"], ALIVE_SECONDS)
        return [WorkerRecord(**row) for row in rows]
