"""Scripts as their owners read them, and what becomes visible with their finish."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.database import Database
from app.domain.script import ScriptPayload, ScriptRequest
from app.domain.task import Effect, Json, TaskStatus
from app.queries import load_queries
from app.repositories.comics import StoredFile

QUERIES = load_queries(__file__, "scripts.sql")


@dataclass(frozen=True)
class ScriptRecord:
    """A script's task; ``begun`` and ``finished`` name steps, in order."""

    task_id: UUID
    request: ScriptRequest
    status: TaskStatus
    error: Json | None
    result: Json | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    last_event: int
    begun: list[str]
    finished: list[str]


class ScriptRepository:
    """Every read names the owner: another one's script does not exist."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, task_id: UUID, owner: str) -> ScriptRecord | None:
        """None when there is none, or when it is somebody else's."""
        row = await self._database.fetchrow(QUERIES["get_script"], task_id, owner)
        if row is None:
            return None
        fields = dict(row)
        payload = ScriptPayload.model_validate(fields.pop("payload"))
        status = TaskStatus(fields.pop("status"))
        return ScriptRecord(request=payload.request, status=status, **fields)

    async def picture(self, task_id: UUID, sha256: str, owner: str) -> StoredFile | None:
        """A picture that the script shows."""
        row = await self._database.fetchrow(QUERIES["script_picture"], task_id, sha256, owner)
        return StoredFile(row["key"], row["url"]) if row else None


def finished_script_effects(task_id: UUID, pictures: Iterable[str]) -> tuple[Effect, ...]:
    """The pictures that a script shows, by their hashes, for the finish of its task."""
    return (Effect(QUERIES["show_pictures"], (task_id, sorted(set(pictures)))),)
