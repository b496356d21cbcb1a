"""Whether somebody writes the messages already that a page lacks."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from app.database import Database
from app.domain.errors import DatabaseDown
from app.queries import load_queries

QUERIES = load_queries(__file__, "message_tasks.sql")


@dataclass(frozen=True)
class AskedBefore:
    """The open task that writes them all, else None; ``position`` grows with each task asked for.

    Who finds none at the same position asks at the same time.
    """

    task_id: UUID | None
    position: int


class MessageTasks:
    """Reads the lanes of the tasks that write messages."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def asked_before(self, lane: str, owner: str, stamps: Sequence[str]) -> AskedBefore:
        """Raises DatabaseDown."""
        row = await self._database.fetchrow(QUERIES["asked_before"], lane, owner, list(stamps))
        if row is None:
            raise DatabaseDown
        return AskedBefore(**row)
