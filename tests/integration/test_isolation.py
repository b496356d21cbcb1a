"""A task that must run alone in a process costs one process, not one per worker."""

import asyncio
import signal
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from app.database import Database
from app.domain.task import TaskStatus
from app.tasks.leases import Leases, LeaseTimes
from tests.engine_worker import ProbeTask
from tests.faults.failpoints import Failpoint
from tests.faults.processes import ForkedProcess
from tests.integration.conftest import Engine
from tests.integration.forked_worker import fork_worker

LEASE = 5.0


def leases(db: Database) -> Leases:
    return Leases(db, db, "by-hand", LEASE)


async def crashed_twice(engine: Engine) -> UUID:
    task_id = await engine.submit(ProbeTask())
    await engine.db.execute("UPDATE tasks SET crashes = 2, due_at = now() - interval '2 s'")
    return task_id


async def test_one_of_all_workers_starts_its_process(engine: Engine) -> None:
    task_id = await crashed_twice(engine)
    first, second = leases(engine.db), leases(engine.db)
    assert await first.due([ProbeTask.queue], 10) == []
    assert await first.reserve_isolated([ProbeTask.queue]) == task_id
    assert await second.reserve_isolated([ProbeTask.queue]) is None


async def test_the_process_takes_what_was_reserved(engine: Engine) -> None:
    task_id = await crashed_twice(engine)
    reserved = leases(engine.db)
    await reserved.reserve_isolated([ProbeTask.queue])
    assert await reserved.claim([task_id]) == []
    [claim] = await reserved.claim([task_id], isolated=True)
    assert claim.id == task_id


async def test_a_process_that_never_came_is_started_by_another(engine: Engine) -> None:
    task_id = await crashed_twice(engine)
    await leases(engine.db).reserve_isolated([ProbeTask.queue])
    assert await leases(engine.db).reserve_isolated([ProbeTask.queue]) is None
    silence = timedelta(seconds=LeaseTimes(LEASE).silence)  # no longer than a death goes unnoticed
    await engine.db.execute("UPDATE tasks SET lease_until = lease_until - $1::interval", silence)
    assert await leases(engine.db).reserve_isolated([ProbeTask.queue]) == task_id


def start_alone(
    engine: Engine, task_id: UUID, room: Path, failpoint: Failpoint | None = None
) -> ForkedProcess:
    return fork_worker(engine, room, "--alone", str(task_id), failpoint=failpoint)


async def test_its_process_asks_again_a_database_that_was_away(
    engine: Engine, tmp_path: Path
) -> None:
    task_id = await crashed_twice(engine)
    process = start_alone(engine, task_id, tmp_path, Failpoint("claim", "before", "raise"))
    assert (await engine.ended(task_id)).attempt == 1
    process.terminate()
    assert await asyncio.to_thread(process.wait, 20) == 0
    assert (tmp_path / "fired").exists()


async def test_each_has_a_process_of_its_own_at_once(engine: Engine) -> None:
    tasks = [await engine.submit(ProbeTask(sleep=2)) for _ in range(3)]
    await engine.db.execute("UPDATE tasks SET crashes = 2, due_at = now() - interval '2 s'")
    engine.worker()
    for task_id in tasks:
        await engine.ended(task_id)
    runs = await engine.db.fetch("SELECT worker, started_at, finished_at FROM tasks")
    assert len({run["worker"] for run in runs}) == 3
    assert max(run["started_at"] for run in runs) < min(run["finished_at"] for run in runs)


async def test_a_process_outlives_the_worker_that_started_it(engine: Engine) -> None:
    task_id = await crashed_twice(engine)
    await engine.db.execute("UPDATE tasks SET payload = payload || $1", {"sleep": 3})
    worker = engine.worker()
    await engine.noted(task_id, "start")
    worker.kill()
    task = await engine.ended(task_id)
    assert (task.status, task.attempt) == (TaskStatus.SUCCEEDED, 1)


async def test_its_process_told_to_stop_hands_its_task_back(engine: Engine, tmp_path: Path) -> None:
    task_id = await crashed_twice(engine)
    await engine.db.execute("UPDATE tasks SET payload = payload || $1", {"sleep": 60})
    process = start_alone(engine, task_id, tmp_path)
    await engine.noted(task_id, "start")
    process.send_signal(signal.SIGTERM)
    assert await asyncio.to_thread(process.wait, 20) == 0
    row = await engine.db.fetchrow("SELECT status, crashes FROM tasks")
    assert (row["status"], row["crashes"]) == ("PENDING", 2)


async def test_who_started_its_process_stops_with_it(engine: Engine) -> None:
    """In a container the first process takes all others with it: a crash that nobody caused."""
    task_id = await crashed_twice(engine)
    await engine.db.execute("UPDATE tasks SET payload = payload || $1", {"sleep": 60})
    worker = engine.worker(TASK_DRAIN_SECONDS="1.5")
    await engine.noted(task_id, "start")
    worker.send_signal(signal.SIGTERM)
    assert await asyncio.to_thread(worker.wait, 20) == 0
    row = await engine.db.fetchrow("SELECT status, crashes FROM tasks")
    assert (row["status"], row["crashes"]) == ("PENDING", 2)
    assert not await engine.db.fetchval("SELECT EXISTS (SELECT FROM live_workers)")
