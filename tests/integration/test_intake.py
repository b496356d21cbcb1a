"""How tasks come into a worker: never more than it has room for, and none between two hands."""

import asyncio
import signal
from pathlib import Path

import redis

from tests.engine_worker import ProbeTask
from tests.faults.failpoints import Failpoint
from tests.integration.conftest import Engine
from tests.integration.forked_worker import fork_worker

SLOW_CLAIM = Failpoint("claim", "after", "delay")
LONGER_THAN_A_CLAIM = {"TASK_LEASE_SECONDS": "10"}


async def test_a_claim_under_way_when_the_worker_stops_is_no_crash(
    engine: Engine, tmp_path: Path
) -> None:
    tasks = [await engine.submit(ProbeTask(sleep=30)) for _ in range(5)]
    worker = fork_worker(engine, tmp_path, failpoint=SLOW_CLAIM, **LONGER_THAN_A_CLAIM)

    async def reached() -> bool:
        return (tmp_path / "fired").exists()

    await engine.until(reached)
    worker.send_signal(signal.SIGTERM)
    assert await asyncio.to_thread(worker.wait, 20) == 0
    rows = await engine.db.fetch("SELECT status, crashes FROM tasks")
    assert [tuple(row) for row in rows] == [("PENDING", 0)] * len(tasks)


async def test_wake_ups_and_poll_together_take_no_more_than_there_is_room_for(
    engine: Engine, tmp_path: Path
) -> None:
    for _ in range(12):
        await engine.submit(ProbeTask(sleep=3))
    await engine.db.execute("UPDATE tasks SET due_at = now() - interval '5 s'")
    worker = fork_worker(
        engine, tmp_path, "--concurrency", "4", failpoint=SLOW_CLAIM, **LONGER_THAN_A_CLAIM
    )

    async def started() -> bool:
        return await running() > 0

    async def running() -> int:
        sql = "SELECT count(*) FROM tasks WHERE status = 'RUNNING'"
        return int(await engine.db.fetchval(sql))

    await engine.until(started)
    most = 0
    for _ in range(25):
        most = max(most, await running())
        await asyncio.sleep(0.1)
    assert most == 4
    worker.kill()


async def test_an_entry_that_is_no_text_ends_no_worker(engine: Engine) -> None:
    with redis.Redis.from_url(engine.endpoints.redis_url) as client:
        client.lpush(ProbeTask.queue, b"\xff\xfe")
    worker = engine.worker()
    assert (await engine.ended(await engine.submit(ProbeTask()))).attempt == 1
    assert worker.poll() is None
