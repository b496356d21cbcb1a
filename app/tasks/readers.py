"""Who listens to which task: how many may, and what waits for each."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from app.domain.errors import QueueFull, RateLimited
from app.domain.task import StoredEvent

ROOM = 64
_RETRY_AFTER = 5


@dataclass(slots=True, eq=False)
class Reader:
    """One stream's place between the tables and its client."""

    task_id: UUID
    owner: str
    after: int
    number: int
    waiting: list[StoredEvent] = field(default_factory=list)
    # There is more than it had room for: read on when half of that is free again.
    cut_short: bool = False
    over: bool = False
    news: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def room(self) -> int:
        """How many events may be read for it; none when its story has ended."""
        return 0 if self.over else ROOM - len(self.waiting)

    def tell(self, event: StoredEvent) -> None:
        """Put it in the line, unless it is known or there is no room."""
        if event.seq <= self.after:
            return
        if not self.room:
            self.cut_short = True
            return
        self.waiting.append(event)
        self.after = event.seq
        self.news.set()

    def end(self) -> None:
        """Nothing comes after what waits."""
        self.over = True
        self.news.set()

    async def next(self) -> StoredEvent | None:
        """The next event; None at the end."""
        while not self.waiting and not self.over:
            self.news.clear()
            await self.news.wait()
        return self.waiting.pop(0) if self.waiting else None


class Readers:
    """All of a gateway's."""

    def __init__(self, *, most: int, most_per_owner: int) -> None:
        self._most = most
        self._most_per_owner = most_per_owner
        self._count = 0
        self._by_number: dict[int, Reader] = {}
        self._by_task: dict[str, set[int]] = {}
        self._owners: Counter[str] = Counter()

    def __iter__(self) -> Iterator[Reader]:
        return iter(self._by_number.values())

    def __len__(self) -> int:
        return len(self._by_number)

    def get(self, number: int) -> Reader | None:
        """None when it has left."""
        return self._by_number.get(number)

    def of_task(self, task_id: str) -> Iterator[int]:
        """The numbers of a task's readers."""
        return iter(self._by_task.get(task_id, ()))

    def admit(self, task_id: UUID, after: int, owner: str) -> Reader:
        """Until ``leave``. Raises QueueFull, or RateLimited for the owner's own limit."""
        self.check(owner)
        self._count += 1
        reader = Reader(task_id, owner, after, self._count)
        self._by_number[reader.number] = reader
        self._by_task.setdefault(str(task_id), set()).add(reader.number)
        self._owners[owner] += 1
        return reader

    def leave(self, reader: Reader) -> None:
        """Make room for another."""
        del self._by_number[reader.number]
        siblings = self._by_task[str(reader.task_id)]
        siblings.discard(reader.number)
        if not siblings:
            del self._by_task[str(reader.task_id)]
        self._owners[reader.owner] -= 1
        if not self._owners[reader.owner]:
            del self._owners[reader.owner]

    def check(self, owner: str) -> None:
        """Raise what ``admit`` would raise."""
        if len(self._by_number) >= self._most:
            raise QueueFull(
                "열린 스트림이 너무 많습니다. 잠시 후 다시 시도하세요.", retry_after=_RETRY_AFTER
            )
        if self._owners[owner] >= self._most_per_owner:
            raise RateLimited(
                "이 키로 열린 스트림이 너무 많습니다. 다른 스트림을 닫고 다시 시도하세요.",
                retry_after=_RETRY_AFTER,
            )
