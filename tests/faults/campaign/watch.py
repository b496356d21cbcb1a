"""Looks on while a campaign runs: how many tasks are open, what receivers got."""

import asyncio
from collections.abc import Mapping
from typing import Any

import httpx2

from app.cancellation import run_together
from app.database import Database
from app.domain.errors import DatabaseDown
from tests.faults.campaign.diary import QUERIES
from tests.faults.campaign.report import Screen
from tests.faults.campaign.traffic import Traffic

_COUNT_SECONDS = 0.5
_COLLECT_SECONDS = 5.0


class Watch:
    """``webhooks`` is everything that the receiver got: it remembers only the last thousand."""

    def __init__(self, db: Database, sandbox_url: str, traffic: Traffic, screen: Screen) -> None:
        self._db = db
        self._sandbox_url = sandbox_url
        self._traffic = traffic
        self._screen = screen
        self._webhooks: dict[tuple[str, str], Mapping[str, Any]] = {}

    @property
    def webhooks(self) -> list[Mapping[str, Any]]:
        """Oldest first."""
        return list(self._webhooks.values())

    async def run(self) -> None:
        """Until cancelled."""
        await run_together(self._count(), self._collect())

    async def collect(self) -> None:
        """What came since the last time."""
        async with httpx2.AsyncClient(timeout=30) as client:
            received = (await client.get(f"{self._sandbox_url}/control/webhooks")).json()
        for hook in received:
            self._webhooks[hook["headers"]["webhook-id"], hook["at"]] = hook

    async def _collect(self) -> None:
        while True:
            await asyncio.sleep(_COLLECT_SECONDS)
            await self.collect()

    async def _count(self) -> None:
        while True:
            await asyncio.sleep(_COUNT_SECONDS)
            try:
                rows = await self._db.fetch(QUERIES["counts"])
            except DatabaseDown:
                continue
            self._traffic.open.update({row["type"]: row["open"] for row in rows})
            accepted = len(self._traffic.acknowledged.all)
            ended, still = (sum(row[which] for row in rows) for which in ("ended", "open"))
            self._screen.tasks(accepted, ended, still)
