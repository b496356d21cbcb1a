"""The product's engine with a no-op handler: the real runtime, and the real accept before it.

``python -m scripts.benchmark.engine.systems.newsum CONCURRENCY`` is the worker.
"""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import ClassVar

import uvloop

from app.config.settings import Settings, load_settings
from app.database import Database
from app.domain.ids import new_task_id
from app.domain.task import Json, TaskPayload
from app.embedded.endpoints import resolve_endpoints
from app.observability.logging import configure_logging
from app.redis import connect_redis
from app.tasks.manager import AsyncTaskManager
from app.tasks.outcome import Outcome
from app.tasks.runs import Run
from app.tasks.submission import Accepted, Submission
from scripts.benchmark.engine.systems.produce import Submit
from scripts.benchmark.engine.systems.recorder import recorder
from workers.engine import Products, build_runtime, connect
from workers.execution import Registration

_DEADLINE_SECONDS = 300.0


class NoopTask(TaskPayload):
    """Nothing to do."""

    task_type: ClassVar[str] = "noop"
    queue: ClassVar[str] = "noop_task_queue"


class _NoReceiver:
    """No-op tasks send no webhooks: one that comes all the same is a defect."""

    async def send(self, *, webhook_id: str, url: str, body: Json, trusted: bool) -> None:
        """Fail, so that the benchmark shows it."""
        raise RuntimeError(f"a no-op task sent the webhook {webhook_id}")


@asynccontextmanager
async def open_producer() -> AsyncIterator[Submit]:
    """Accepts as the gateway does, without HTTP before it."""
    settings = load_settings()
    endpoints = resolve_endpoints(settings)
    database = await Database.open(
        endpoints.postgres, min_size=2, max_size=10, application_name="newsum-benchmark"
    )
    redis = connect_redis(endpoints.redis_url, connections=4)
    manager = AsyncTaskManager(database, redis, settings, settings)
    running = asyncio.create_task(manager.run())

    async def submit() -> Accepted:
        task_id = new_task_id()
        answer = {"task_id": str(task_id)}
        return await manager.submit(
            Submission(task_id, NoopTask(), "benchmark", _DEADLINE_SECONDS, answer)
        )

    try:
        yield submit
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await redis.aclose()
        await database.close()


async def _noop(run: Run, payload: NoopTask) -> Outcome:
    recorder().started()
    return Outcome({})


async def _work(settings: Settings, concurrency: int) -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    registrations: Mapping[str, Registration] = {NoopTask.task_type: Registration(NoopTask, _noop)}
    products = Products(registrations, _NoReceiver(), probes={})
    async with connect(resolve_endpoints(settings), settings) as connections:
        runtime = build_runtime(
            connections, settings, products, queues=[NoopTask.queue], concurrency=concurrency
        )
        await runtime.run(stop)


def main() -> None:
    """Work until SIGTERM."""
    settings = load_settings()
    configure_logging(settings, "BenchmarkWorker")
    uvloop.run(_work(settings, int(sys.argv[1])))


if __name__ == "__main__":
    main()
