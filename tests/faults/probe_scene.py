"""Probes on the real engine: a worker with a failpoint, others without, and how it must end."""

import asyncio
import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx2
import pytest

from app.config.settings import Settings
from app.database import Database
from app.domain.ids import new_task_id
from app.domain.task import TaskStatus
from app.embedded.endpoints import Endpoints
from app.redis import connect_redis
from app.tasks.manager import AsyncTaskManager
from app.tasks.submission import Submission
from app.tasks.views import TaskView
from tests.engine_worker import CREATE_EFFECTS, ProbeTask
from tests.faults import invariants
from tests.faults.failpoints import Failpoint
from tests.faults.processes import ForkedProcess, preload
from tests.faults.victims import VICTIM, Victim, story, until

LEASE_SECONDS = 1.5
FAST = {
    "TASK_LEASE_SECONDS": str(LEASE_SECONDS),
    "TASK_POLL_SECONDS": "0.3",
    "TASK_DRAIN_SECONDS": "0.3",
}
# The manager of the test itself sweeps nothing: that is what is tested.
NO_SWEEP = Settings(TASK_POLL_SECONDS=3_600, TASK_LEASE_SECONDS=10_800)


class ProbeScene:
    """One database, one Redis, the sandbox as a receiver of webhooks."""

    def __init__(
        self,
        endpoints: Endpoints,
        db: Database,
        manager: AsyncTaskManager,
        sandbox_url: str,
        home: Path,
    ) -> None:
        self.db = db
        self.webhook_url = f"{sandbox_url}/webhooks/probe"
        self._manager = manager
        self._sandbox_url = sandbox_url
        self._home = home
        known = {"postgres": asdict(endpoints.postgres), "redis_url": endpoints.redis_url}
        self._environment = {
            **os.environ,  # noqa: TID251
            **FAST,
            "NEWSUM_TEST_ENDPOINTS": json.dumps(known),
        }
        self._workers: list[ForkedProcess] = []

    async def submit(self, payload: ProbeTask, *, deadline: float = 60) -> UUID:
        """The id of an accepted probe."""
        task_id = new_task_id()
        submission = Submission(task_id, payload, "tester", deadline, {"task_id": str(task_id)})
        return (await self._manager.submit(submission)).task_id

    def worker(self, **environment: str) -> ForkedProcess:
        """A worker that nothing befalls."""
        worker = ForkedProcess(
            ["-m", "tests.engine_worker"],
            {**self._environment, **environment},
            self._home / f"worker-{len(self._workers)}.log",
        )
        self._workers.append(worker)
        return worker

    def victim(self, failpoint: Failpoint) -> Victim:
        """A worker that suffers once."""
        fired = self._home / f"fired-{len(self._workers)}"
        return Victim(self.worker(**VICTIM, **failpoint.environment(fired)), failpoint, fired)

    async def ended(self, task_id: UUID) -> TaskView:
        """The task, once it has ended."""

        async def over() -> bool:
            task = await self._manager.get(task_id)
            return task is not None and task.status.terminal

        await until(over)
        task = await self._manager.get(task_id)
        assert task is not None
        return task

    async def notes(self, task_id: UUID) -> list[str]:
        """What handlers noted, in order."""
        rows = await self.db.fetch(
            "SELECT what FROM effects WHERE task_id = $1 ORDER BY n", task_id
        )
        return [row["what"] for row in rows]

    async def events(self, task_id: UUID) -> list[str]:
        """The kinds of what was told, in order."""
        sql = "SELECT kind FROM task_events WHERE task_id = $1 ORDER BY seq"
        return [row["kind"] for row in await self.db.fetch(sql, task_id)]

    async def hooks(self) -> list[dict[str, Any]]:
        """What the receiver got."""
        async with httpx2.AsyncClient() as client:
            return list((await client.get(f"{self._sandbox_url}/control/webhooks")).json())

    async def survives(self, victim: Victim, task_id: UUID) -> None:
        """The victim takes the next task, and the one that has ended stays as it is."""
        before = await story(self.db, task_id)
        victim.thaw()
        self._kill_all_but(victim.process)
        following = await self.ended(await self.submit(ProbeTask(steps=1)))
        assert following.status is TaskStatus.SUCCEEDED
        assert victim.process.poll() is None
        assert await story(self.db, task_id) == before

    async def violations(self) -> list[str]:
        """Whatever is not as it must be once nothing is left to do."""

        async def over() -> bool:
            return not any([await invariants.check(self.db, name) for name in invariants.FINALLY])

        with suppress(AssertionError):  # what is left open is told below
            await until(over, within=10)
        return [
            *await invariants.rows_when_all_is_over(self.db),
            *await invariants.probes(self.db),
            *await invariants.received_messages(self.db, await self.hooks()),
        ]

    def _kill_all_but(self, survivor: ForkedProcess | None) -> None:
        for worker in self._workers:
            if worker is not survivor:
                worker.kill()
                worker.wait(5)

    def close(self) -> None:
        """End all workers, whatever state they are in."""
        self._kill_all_but(None)


@asynccontextmanager
async def open_probe_scene(
    endpoints: Endpoints, sandbox_url: str, home: Path
) -> AsyncIterator[ProbeScene]:
    """A scene over a database with the probes' table."""
    await asyncio.to_thread(preload)
    db = await Database.open(
        endpoints.postgres, min_size=1, max_size=4, application_name="newsum-tests"
    )
    redis = connect_redis(endpoints.redis_url, connections=4)
    manager = AsyncTaskManager(db, redis, NO_SWEEP, NO_SWEEP)
    scene = ProbeScene(endpoints, db, manager, sandbox_url, home)
    await db.execute(CREATE_EFFECTS)
    running = asyncio.create_task(manager.run())
    try:
        yield scene
    finally:
        scene.close()
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        await redis.aclose()
        await db.close()


@pytest.fixture
async def scene(
    endpoints: Endpoints, sandbox_url: str, tmp_path: Path
) -> AsyncIterator[ProbeScene]:
    """Imported by the tests that play in it."""
    async with open_probe_scene(endpoints, sandbox_url, tmp_path) as scene:
        yield scene
