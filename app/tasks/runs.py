"""A run: one attempt at a task, and the fence that every one of its transactions begins with."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

from app.database import Connection, Database
from app.domain.ids import TaskId
from app.domain.task import Event, Json
from app.queries import load_queries
from app.tasks.wakeups import Wakeups

QUERIES = load_queries(__file__, "queries.sql")


class LeaseLost(Exception):
    """The run is no longer ours: stop, write nothing."""


@dataclass(frozen=True)
class Claim:
    """A claimed task, as the claim's answer told it."""

    id: TaskId
    type: str
    owner: str
    payload: Json
    attempt: int
    retries: int
    lane: str | None
    checkpoint_head: str | None
    seconds_left: float


class Run:
    """What a handler writes through."""

    def __init__(self, claim: Claim, db: Database, wakeups: Wakeups) -> None:
        self.claim = claim
        self.db = db
        self._wakeups = wakeups

    @property
    def id(self) -> UUID:
        """The task's id."""
        return self.claim.id

    @asynccontextmanager
    async def transaction(
        self, events: Sequence[Event] = (), *, progress: bool
    ) -> AsyncIterator[Connection]:
        """A fenced transaction that also commits ``events``; raises LeaseLost.

        ``progress`` says that the task won't repeat what led here, which forgives crashes.
        """
        async with self.db.transaction() as connection:
            last = await connection.fetchval(
                QUERIES["fence"], self.id, self.claim.attempt, len(events), progress
            )
            if last is None:
                raise LeaseLost
            await insert_events(connection, self.id, last, events)
            yield connection
        if events:
            self.told()

    def told(self) -> None:
        """Events of this run were committed: hint at them."""
        self._wakeups.hint_events(self.id)

    async def tell(self, *events: Event) -> None:
        """Commit events on their own."""
        async with self.transaction(events, progress=False):
            return


async def insert_events(
    connection: Connection, task_id: UUID, last: int, events: Sequence[Event]
) -> None:
    """Number ``events`` so that the newest gets ``last``."""
    if not events:
        return
    await connection.execute(
        QUERIES["insert_events"],
        task_id,
        last - len(events) + 1,
        [event.kind for event in events],
        [event.data for event in events],
    )
