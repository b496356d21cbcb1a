"""A task that must run alone in a process costs one process, not one per worker."""

from uuid import UUID

from app.database import Database
from app.tasks.leases import Leases
from tests.engine_worker import ProbeTask
from tests.integration.conftest import Engine

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
