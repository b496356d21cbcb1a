"""Claims, heartbeats and the poll: how a process holds tasks."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from app.database import Database
from app.domain.ids import TaskId
from app.queries import load_queries
from app.tasks.runs import Claim

QUERIES = load_queries(__file__, "queries.sql")

# Two crashes without progress: from then on a task runs alone in a process of its own.
CRASHES_BEFORE_ISOLATION = 1
_ANY_CRASHES = 1_000_000


class Leases:
    """One process's hold on its tasks, under one worker id."""

    def __init__(self, db: Database, worker_id: str, lease_seconds: float) -> None:
        self._db = db
        self._worker_id = worker_id
        self._lease_seconds = lease_seconds

    async def claim(self, ids: Sequence[UUID], *, isolated: bool = False) -> list[Claim]:
        """Take those of ``ids`` that are claimable now; the others are somebody else's business."""
        rows = await self._db.fetch(
            QUERIES["claim"],
            list(ids),
            self._lease_seconds,
            self._worker_id,
            _ANY_CRASHES if isolated else CRASHES_BEFORE_ISOLATION,
        )
        return [
            Claim(
                id=TaskId(UUID(int=row["id"].int)),  # asyncpg has a UUID class of its own
                type=row["type"],
                queue=row["queue"],
                owner=row["owner"],
                payload=row["payload"],
                attempt=row["attempt"],
                crashes=row["crashes"],
                retries=row["retries"],
                lane=row["lane"],
                checkpoint_head=row["checkpoint_head"],
                seconds_left=row["seconds_left"],
            )
            for row in rows
        ]

    async def due(self, queues: Iterable[str], limit: int, *, isolated: bool = False) -> list[UUID]:
        """The poll: tasks that nobody took within a second of being due.

        ``isolated`` ones must run alone in a process; they never stand in the others' way.
        """
        least, most = (
            (CRASHES_BEFORE_ISOLATION + 1, _ANY_CRASHES)
            if isolated
            else (0, CRASHES_BEFORE_ISOLATION)
        )
        rows = await self._db.fetch(QUERIES["due_tasks"], list(queues), limit, least, most)
        return [row["id"] for row in rows]

    async def heartbeat(self, claims: Sequence[Claim]) -> set[tuple[UUID, int]]:
        """Extend the leases; the (task, attempt) pairs that were lost."""
        if not claims:
            return set()
        rows = await self._db.fetch(
            QUERIES["heartbeat"],
            [claim.id for claim in claims],
            [claim.attempt for claim in claims],
            self._lease_seconds,
        )
        held: set[tuple[UUID, int]] = {(claim.id, claim.attempt) for claim in claims}
        return held - {(row["id"], row["attempt"]) for row in rows}
