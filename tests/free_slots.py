"""Slots without a database, for tests that are about something else."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


class HeldSlot:
    """Always ours."""

    async def still_ours(self) -> bool:
        return True


@dataclass
class FreeSlots:
    """Never makes anybody wait; keeps what was asked for."""

    asked: list[tuple[str, int]] = field(default_factory=list)

    @asynccontextmanager
    async def hold(self, endpoint: str, limit: int) -> AsyncIterator[HeldSlot]:
        self.asked.append((endpoint, limit))
        yield HeldSlot()
