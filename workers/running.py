"""The runs of one process, and its room for more."""

import asyncio
from uuid import UUID

from app.tasks.runs import Claim

_Key = tuple[UUID, int]


class RunningTasks:
    """Runs are known by task and attempt: a lost attempt may still end beside its successor."""

    def __init__(self, concurrency: int) -> None:
        self._concurrency = concurrency
        self._runs: dict[_Key, tuple[Claim, asyncio.Task[None]]] = {}
        self._changed = asyncio.Event()

    def __len__(self) -> int:
        return len(self._runs)

    @property
    def claims(self) -> list[Claim]:
        """For the heartbeat."""
        return [claim for claim, _ in self._runs.values()]

    @property
    def tasks(self) -> list[asyncio.Task[None]]:
        """For the drain."""
        return [task for _, task in self._runs.values()]

    @property
    def room(self) -> int:
        """How many more may start."""
        return max(0, self._concurrency - len(self._runs))

    async def wait_for_room(self) -> int:
        """The room, once there is any."""
        while not (room := self.room):
            self._changed.clear()
            await self._changed.wait()
        return room

    def add(self, claim: Claim, task: asyncio.Task[None]) -> None:
        """``task`` runs ``claim``; when it has ended, its place is free."""
        self._runs[claim.id, claim.attempt] = (claim, task)
        # Not at the run's own end: what is cancelled before its first step never comes there.
        task.add_done_callback(lambda _: self._remove(claim))

    def _remove(self, claim: Claim) -> None:
        del self._runs[claim.id, claim.attempt]
        self._changed.set()

    def cancel_task(self, task_id: str) -> None:
        """Every attempt of a task that was cancelled."""
        for claim, task in list(self._runs.values()):
            if str(claim.id) == task_id:
                task.cancel()

    def cancel_lost(self, lost: set[_Key]) -> None:
        """The attempts that somebody else may have taken over."""
        for key in lost & self._runs.keys():
            self._runs[key][1].cancel()
