"""The engine in several processes: a gateway-side manager here, workers as real processes."""

import asyncio
import json
import os
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict
from uuid import UUID

import pytest

from app.config.settings import Settings
from app.database import Database
from app.domain.ids import new_task_id
from app.domain.task import TaskStatus, Webhook
from app.embedded.endpoints import Endpoints
from app.redis import connect_redis
from app.tasks.manager import AsyncTaskManager
from app.tasks.submission import IdempotencyKey, Submission
from app.tasks.views import TaskView
from tests.engine_worker import CREATE_EFFECTS, ProbeTask
from tests.faults.processes import ForkedProcess

# A short lease keeps the tests short; the rules are the same.
FAST = {"TASK_LEASE_SECONDS": "2", "TASK_POLL_SECONDS": "0.3", "TASK_DRAIN_SECONDS": "0.3"}


class Engine:
    """What a test needs to submit, to look, and to hurt."""

    def __init__(self, endpoints: Endpoints, db: Database, manager: AsyncTaskManager) -> None:
        self.endpoints = endpoints
        self.db = db
        self.manager = manager
        self.workers: list[ForkedProcess] = []

    def worker(self, **environment: str) -> ForkedProcess:
        """Start a worker process."""
        known = {"postgres": asdict(self.endpoints.postgres), "redis_url": self.endpoints.redis_url}
        process = ForkedProcess(
            ["-m", "tests.engine_worker"],
            {
                **os.environ,  # noqa: TID251
                **FAST,
                **environment,
                "NEWSUM_TEST_ENDPOINTS": json.dumps(known),
            },
        )
        self.workers.append(process)
        return process

    def submission(
        self,
        payload: ProbeTask,
        *,
        owner: str = "tester",
        lane: str | None = None,
        deadline: float = 60,
        key: str | None = None,
        body: bytes = b"",
        failure_webhook: Webhook | None = None,
    ) -> Submission:
        """A probe's submission."""
        task_id = new_task_id()
        return Submission(
            task_id=task_id,
            payload=payload,
            owner=owner,
            deadline=deadline,
            answer={"task_id": str(task_id)},
            idempotency=IdempotencyKey(key, body) if key else None,
            lane=lane,
            failure_webhook=failure_webhook,
        )

    async def submit(self, payload: ProbeTask, **options: object) -> UUID:
        """The id of an accepted probe."""
        accepted = await self.manager.submit(self.submission(payload, **options))  # type: ignore[arg-type]
        return accepted.task_id

    async def ended(self, task_id: UUID, within: float = 20) -> TaskView:
        """The task, once it has ended."""
        give_up = time.monotonic() + within
        while time.monotonic() < give_up:
            with suppress(Exception):
                task = await self.manager.get(task_id)
                if task is not None and task.status.terminal:
                    return task
            await asyncio.sleep(0.05)
        raise AssertionError(f"not ended: {await self.manager.get(task_id)}")

    async def status(self, task_id: UUID) -> TaskStatus:
        """The state now."""
        task = await self.manager.get(task_id)
        assert task is not None
        return task.status

    async def notes(self, task_id: UUID | None = None) -> list[str]:
        """What handlers noted, in order."""
        rows = await self.db.fetch(
            "SELECT what FROM effects WHERE $1::uuid IS NULL OR task_id = $1 ORDER BY n", task_id
        )
        return [row["what"] for row in rows]

    async def until(self, condition: Callable[[], Awaitable[bool]], within: float = 15) -> None:
        """Wait for ``condition``."""
        give_up = time.monotonic() + within
        while not await condition():
            assert time.monotonic() < give_up, "condition never came true"
            await asyncio.sleep(0.02)

    async def noted(self, task_id: UUID, what: str, within: float = 15) -> None:
        """Wait until a handler noted ``what``."""

        async def seen() -> bool:
            return what in await self.notes(task_id)

        await self.until(seen, within)

    async def events(self, task_id: UUID) -> list[tuple[int, str]]:
        """The stored story."""
        rows = await self.db.fetch(
            "SELECT seq, kind FROM task_events WHERE task_id = $1 ORDER BY seq", task_id
        )
        return [(row["seq"], row["kind"]) for row in rows]

    def stop_workers(self) -> None:
        """Whatever state they are in."""
        for worker in self.workers:
            if worker.poll() is None:
                worker.send_signal(signal.SIGCONT)
                worker.kill()
            worker.wait()


@asynccontextmanager
async def running_engine(endpoints: Endpoints) -> AsyncIterator[Engine]:
    """A manager that runs in this process, over a database with the probes' table."""
    settings = Settings(TASK_POLL_SECONDS=0.3, TASK_LEASE_SECONDS=2)
    db = await Database.open(
        endpoints.postgres, min_size=1, max_size=10, application_name="newsum-tests"
    )
    redis = connect_redis(endpoints.redis_url, connections=4)
    await db.execute(CREATE_EFFECTS)
    manager = AsyncTaskManager(db, redis, settings, settings)
    engine = Engine(endpoints, db, manager)
    running = asyncio.create_task(manager.run())
    try:
        yield engine
    finally:
        engine.stop_workers()
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        await redis.aclose()
        await db.close()


@pytest.fixture
async def engine(endpoints: Endpoints) -> AsyncIterator[Engine]:
    """The engine over the session's servers."""
    async with running_engine(endpoints) as engine:
        yield engine
