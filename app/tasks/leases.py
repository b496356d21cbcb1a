"""Claims, heartbeats and the poll: how a process holds tasks."""

import secrets
import socket
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from os import getpid
from uuid import UUID

from app.database import Database
from app.domain.ids import TaskId
from app.queries import load_queries
from app.tasks.runs import Claim

QUERIES = load_queries(__file__, "queries.sql")

# With more crashes than this without progress, a task runs alone in a process of its own.
CRASHES_AMONG_OTHERS = 1
_ANY_CRASHES = 1_000_000

# The reserved session's name; the view live_workers reads the id behind it.
ALIVE = "newsum-alive "
_HOST_CHARACTERS = 30  # PostgreSQL cuts session names at 63

_HEARTBEAT_SECONDS = 1.0
_BEATS_PER_LEASE = 4
_BEATS_MISSED = 3


def new_worker_id() -> str:
    """Host, process and a nonce: never the same again."""
    return f"{socket.gethostname()[:_HOST_CHARACTERS]}:{getpid()}:{secrets.token_hex(4)}"


@dataclass(frozen=True)
class LeaseTimes:
    """In seconds; ``lease`` is how long a silent but living process keeps its tasks."""

    lease: float

    @property
    def heartbeat(self) -> float:
        """Between two renewals."""
        return min(_HEARTBEAT_SECONDS, self.lease / _BEATS_PER_LEASE)

    @property
    def silence(self) -> float:
        """Without a renewal and without its session, a process is dead."""
        return _BEATS_MISSED * self.heartbeat


class Leases:
    """One process's hold on its tasks, under one worker id."""

    def __init__(
        self, db: Database, session: Database, worker_id: str, lease_seconds: float
    ) -> None:
        """``session`` is the reserved one, which says that the process lives."""
        self._db = db
        self._session = session
        self._worker_id = worker_id
        self._times = LeaseTimes(lease_seconds)

    async def claim(self, ids: Sequence[UUID], *, isolated: bool = False) -> list[Claim]:
        """Take those of ``ids`` that are claimable now; the others are somebody else's business."""
        rows = await self._db.fetch(
            QUERIES["claim"],
            list(ids),
            self._times.lease,
            self._worker_id,
            _ANY_CRASHES if isolated else CRASHES_AMONG_OTHERS,
        )
        return [
            Claim(
                id=TaskId(UUID(int=row["id"].int)),  # asyncpg has a UUID class of its own
                type=row["type"],
                owner=row["owner"],
                payload=row["payload"],
                attempt=row["attempt"],
                retries=row["retries"],
                lane=row["lane"],
                checkpoint_head=row["checkpoint_head"],
                seconds_left=row["seconds_left"],
            )
            for row in rows
        ]

    async def due(self, queues: Iterable[str], limit: int) -> list[UUID]:
        """The poll: tasks that nobody took within a second of being due."""
        rows = await self._db.fetch(QUERIES["due_tasks"], list(queues), limit, CRASHES_AMONG_OTHERS)
        return [row["id"] for row in rows]

    async def reserve_isolated(self, queues: Iterable[str]) -> UUID | None:
        """A due task that must run alone in a process, which the caller now starts.

        It is another worker's after as much time as a dead one needs to be noticed.
        """
        task_id: UUID | None = await self._db.fetchval(
            QUERIES["reserve_isolated"],
            list(queues),
            CRASHES_AMONG_OTHERS,
            self._times.silence,
        )
        return task_id

    async def heartbeat(self, claims: Sequence[Claim]) -> set[tuple[UUID, int]]:
        """Extend the leases; the (task, attempt) pairs that were lost.

        Without claims too: it opens the reserved session again when that was lost.
        """
        rows = await self._session.fetch(
            QUERIES["heartbeat"],
            [claim.id for claim in claims],
            [claim.attempt for claim in claims],
            self._times.lease,
        )
        held: set[tuple[UUID, int]] = {(claim.id, claim.attempt) for claim in claims}
        return held - {(row["id"], row["attempt"]) for row in rows}
