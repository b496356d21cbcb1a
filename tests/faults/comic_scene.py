"""Comics on the whole product: gateway and unified workers, and how it must end."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from app.database import Database
from app.embedded.endpoints import Endpoints
from app.services.storage.paths import StoragePaths
from tests.faults import invariants
from tests.faults.failpoints import Failpoint
from tests.faults.processes import ForkedFleet, preload
from tests.faults.victims import VICTIM, Victim, until

MODEL_CALLS = 8


class ComicScene(ForkedFleet):
    """A fleet that is judged from the outside."""

    def __init__(self, endpoints: Endpoints, sandbox_url: str, home: Path, db: Database) -> None:
        super().__init__(endpoints, sandbox_url, home)
        self.db = db

    def victim(self, failpoint: Failpoint) -> Victim:
        """A unified worker that suffers once."""
        fired = self.home / "fired"
        worker = self.worker(**VICTIM, **failpoint.environment(fired))
        return Victim(worker, failpoint, fired)

    async def accepting_victim(self, failpoint: Failpoint) -> Victim:
        """A gateway that suffers once."""
        fired = self.home / "fired"
        return Victim(await self.gateway(**failpoint.environment(fired)), failpoint, fired)

    async def task_of(self, comic_id: str) -> UUID:
        """The comic's task."""
        sql = "SELECT task_id FROM comics WHERE comic_id = $1"
        return UUID(str(await self.db.fetchval(sql, UUID(comic_id))))

    async def violations(self, panels: int) -> list[str]:
        """Whatever is not as it must be once comics with ``panels`` panels in all were made."""

        async def over() -> bool:
            return not any([await invariants.check(self.db, name) for name in invariants.FINALLY])

        with suppress(AssertionError):  # what is left open is told below
            await until(over, within=10)
        calls = {name: await self.calls(name) for name in ("chat", "txt2img")}
        paths = StoragePaths(self.home / "images", self.home / "reports")
        return [
            *await self._wasted(calls, panels),
            *await invariants.rows_when_all_is_over(self.db),
            *await invariants.tasks_nobody_asked_for(self.db),
            *await invariants.received_messages(self.db, await self.webhooks()),
            *await invariants.files(self.db, paths),
            *await invariants.calls_beyond_the_ledger(self.db, calls),
        ]

    async def _wasted(self, calls: Mapping[str, Any], panels: int) -> list[str]:
        """A run that was lost may have wasted the call that it was waiting for."""
        comics, lost = (await self.db.fetch("SELECT count(*), sum(attempt - 1) FROM tasks"))[0]
        made = calls["chat"]["started"] + calls["txt2img"]["started"]
        wasted = made - comics * MODEL_CALLS - panels
        if 0 <= wasted <= lost:
            return []
        return [f"{wasted} calls wasted by {lost} lost runs"]


@asynccontextmanager
async def open_comic_scene(
    endpoints: Endpoints, sandbox_url: str, home: Path
) -> AsyncIterator[ComicScene]:
    """No process runs yet."""
    await asyncio.to_thread(preload)
    db = await Database.open(
        endpoints.postgres, min_size=1, max_size=2, application_name="newsum-tests"
    )
    try:
        async with ComicScene(endpoints, sandbox_url, home, db) as scene:
            yield scene
    finally:
        await db.close()


@pytest.fixture
async def scene(
    endpoints: Endpoints, sandbox_url: str, tmp_path: Path
) -> AsyncIterator[ComicScene]:
    """Imported by the tests that play in it."""
    async with open_comic_scene(endpoints, sandbox_url, tmp_path) as scene:
        yield scene
