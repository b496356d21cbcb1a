"""A task that must run alone in a process costs one process, not one per worker."""

import asyncio
import json
import os
from dataclasses import asdict
from pathlib import Path
from uuid import UUID

from app.database import Database
from app.tasks.leases import Leases
from tests.engine_worker import ProbeTask
from tests.faults.failpoints import Failpoint
from tests.faults.processes import ForkedProcess
from tests.integration.conftest import FAST, Engine

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
    await engine.db.execute("UPDATE tasks SET lease_until = now()")
    assert await leases(engine.db).reserve_isolated([ProbeTask.queue]) == task_id


async def test_its_process_asks_again_a_database_that_was_away(
    engine: Engine, tmp_path: Path
) -> None:
    task_id = await crashed_twice(engine)
    fired = tmp_path / "fired"
    known = {"postgres": asdict(engine.endpoints.postgres), "redis_url": engine.endpoints.redis_url}
    environment = {
        **os.environ,  # noqa: TID251
        **FAST,
        **Failpoint("claim", "before", "raise").environment(fired),
        "NEWSUM_TEST_ENDPOINTS": json.dumps(known),
    }
    command = ["-m", "tests.engine_worker", "--only", str(task_id)]
    process = ForkedProcess(command, environment, tmp_path / "process.log")
    assert (await engine.ended(task_id)).attempt == 1
    assert await asyncio.to_thread(process.wait, 20) == 0
    assert fired.exists()
