"""Faults on purpose: each of these once ended a worker, hung it, or held up its neighbours."""

import asyncio
import signal
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import asdict
from typing import Any
from uuid import UUID

import httpx2
import psycopg
import pytest

from app.database import Database
from app.domain.errors import DatabaseDown, TransactionConflict
from app.domain.task import Effect, TaskStatus
from app.queries import load_queries
from app.redis import connect_redis
from app.tasks import leases
from app.tasks.depth import DepthLimits
from app.tasks.finish import Finisher
from app.tasks.lanes import take_lane_positions
from app.tasks.outcome import Outcome
from app.tasks.runs import LeaseLost, Run
from app.tasks.steps import RunStepLedger
from app.tasks.wakeups import Wakeups
from tests.engine_worker import INSERT_EFFECT, ProbeTask, StepResult
from tests.integration.conftest import Engine, running_engine
from tests.servers import ServerPair

QUERIES = load_queries(leases.__file__, "queries.sql")


class UnknownTask(ProbeTask):
    """In a queue that the worker serves, of a kind that it does not know (a rolling deploy)."""

    task_type = "unknown"


async def test_a_task_of_an_unknown_kind_fails_alone(engine: Engine) -> None:
    worker = engine.worker()
    bystander = await engine.submit(ProbeTask(sleep=1, effect=True))
    await engine.noted(bystander, "start")
    unknown = await engine.ended(await engine.submit(UnknownTask()))
    assert unknown.error is not None
    assert unknown.error["slug"] == "task_failed"
    assert (await engine.ended(bystander)).attempt == 1
    assert worker.poll() is None


@pytest.mark.parametrize("what", ["nul_result", "nul_error"])
async def test_what_cannot_be_stored_fails_alone(engine: Engine, what: str) -> None:
    worker = engine.worker()
    good = [await engine.submit(ProbeTask(sleep=0.5)) for _ in range(4)]
    bad = await engine.submit(ProbeTask(sleep=0.3, error=what))
    assert (await engine.ended(bad)).status is TaskStatus.FAILED
    for task_id in good:
        assert (await engine.ended(task_id)).attempt == 1
    assert worker.poll() is None


async def test_an_attempt_that_has_just_succeeded_is_not_lost(engine: Engine) -> None:
    held = leases.Leases(engine.db, engine.db, "here", 60)
    tasks = [await engine.submit(ProbeTask()) for _ in range(2)]
    done, cancelled = sorted(await held.claim(tasks), key=lambda claim: claim.id != tasks[0])
    await engine.db.fetch(QUERIES["finish_batch"], [done.id], [done.attempt], [{}])
    await engine.manager.cancel(cancelled.id)
    assert await held.heartbeat([done, cancelled]) == {(cancelled.id, cancelled.attempt)}


async def test_whoever_loses_a_deadlock_may_try_again(engine: Engine) -> None:
    first, second = [await engine.submit(ProbeTask()) for _ in range(2)]
    met = asyncio.Barrier(2)

    async def lock(one: UUID, other: UUID) -> None:
        async with engine.db.transaction() as connection:
            await connection.execute("SELECT FROM tasks WHERE id = $1 FOR UPDATE", one)
            await met.wait()
            await connection.execute("SELECT FROM tasks WHERE id = $1 FOR UPDATE", other)

    outcomes = await asyncio.gather(
        lock(first, second), lock(second, first), return_exceptions=True
    )
    assert sorted(map(type, outcomes), key=str) == [type(None), TransactionConflict]


async def test_a_requeue_waits_for_its_lane_without_holding_its_task(engine: Engine) -> None:
    """Whoever erases a lane locks it first, then its tasks."""
    task_id = await engine.submit(ProbeTask(), lane="erased")
    await engine.db.execute("UPDATE tasks SET status = 'FAILED', dead = true, finished_at = now()")
    async with engine.db.transaction() as erasing:
        await take_lane_positions(erasing, ["erased"])
        requeueing = asyncio.create_task(engine.manager.requeue(task_id))
        await asyncio.sleep(0.3)
        await erasing.execute("SELECT FROM tasks WHERE id = $1 FOR UPDATE NOWAIT", task_id)
    assert await requeueing


async def test_a_database_that_dies_during_a_delivery_ends_no_worker(
    private_servers: Callable[[], ServerPair], sandbox_url: str
) -> None:
    servers = private_servers()
    async with running_engine(servers.new_endpoints()) as engine:
        worker = engine.worker()
        hang = {"endpoint": "webhook", "kind": "delay", "seconds": 1.5, "times": 1}
        httpx2.post(f"{sandbox_url}/control/faults", json=hang)
        task_id = await engine.submit(ProbeTask(webhook_url=f"{sandbox_url}/webhooks/probe"))
        await engine.ended(task_id)
        await asyncio.sleep(0.3)
        servers.postgres.kill()
        await asyncio.sleep(2.5)
        servers.postgres.start()
        assert worker.poll() is None
        assert (await engine.ended(await engine.submit(ProbeTask()))).attempt == 1


async def test_a_server_that_freezes_inside_a_transaction_is_given_up(
    private_servers: Callable[[], ServerPair],
) -> None:
    servers = private_servers()
    db = await Database.open(
        servers.new_database(), min_size=1, max_size=2, application_name="test"
    )

    async def freeze_between_two_statements() -> None:
        async with db.transaction() as connection:
            await connection.execute("SELECT 1")
            servers.postgres.freeze()
            await connection.execute("SELECT 2")

    started = time.monotonic()
    try:
        with pytest.raises(DatabaseDown):
            await freeze_between_two_statements()
        assert time.monotonic() - started < 4
        with pytest.raises(DatabaseDown):
            await db.fetchval("SELECT 1")
    finally:
        servers.postgres.thaw()
    assert await db.fetchval("SELECT 1") == 1
    await db.close()


async def test_a_thawed_worker_ends_the_attempt_that_it_lost(engine: Engine) -> None:
    worker = engine.worker()
    task_id = await engine.submit(ProbeTask(sleep=100), deadline=120)
    await engine.noted(task_id, "start")
    first = await engine.db.fetchval("SELECT worker FROM tasks")
    worker.send_signal(signal.SIGSTOP)
    engine.worker()

    async def reclaimed() -> bool:
        return (await engine.notes(task_id)).count("start") == 2

    async def given_up() -> bool:
        running = "SELECT running = 0 AND seen_at > $2 FROM workers WHERE id = $1"
        return bool(await engine.db.fetchval(running, first, thawed))

    await engine.until(reclaimed)
    worker.send_signal(signal.SIGCONT)
    thawed = await engine.db.fetchval("SELECT now()")
    await engine.until(given_up)
    assert await engine.status(task_id) is TaskStatus.RUNNING, "the other one goes on with it"


@pytest.fixture
async def lost(engine: Engine) -> AsyncIterator[Run]:
    """A run whose task somebody else has claimed since."""
    task_id = await engine.submit(ProbeTask())
    [claim] = await leases.Leases(engine.db, engine.db, "here", 60).claim([task_id])
    redis = connect_redis(engine.endpoints.redis_url, connections=1)
    await engine.db.execute("UPDATE tasks SET attempt = attempt + 1")
    yield Run(claim, engine.db, Wakeups(redis))
    await redis.aclose()


async def test_a_lost_run_starts_no_step(lost: Run) -> None:
    paid: list[str] = []

    async def pay() -> StepResult:
        paid.append("again")
        return StepResult(number=0)

    with pytest.raises(LeaseLost):
        await RunStepLedger(lost).once("call", pay, StepResult)
    assert paid == []


async def test_a_lost_run_finishes_nothing(engine: Engine, lost: Run) -> None:
    redis = connect_redis(engine.endpoints.redis_url, connections=1)
    finisher = Finisher(engine.db, Wakeups(redis), 24)
    effect = Effect(INSERT_EFFECT, (lost.id, lost.claim.attempt, "finished"))
    with pytest.raises(LeaseLost):
        await finisher.finish(lost.claim, Outcome({}, effects=(effect,)))
    assert await engine.status(lost.id) is TaskStatus.RUNNING
    assert await engine.notes() == []
    await redis.aclose()


async def test_isolated_tasks_do_not_stand_in_the_others_way(engine: Engine) -> None:
    poison = [await engine.submit(ProbeTask(sleep=5)) for _ in range(30)]
    await engine.db.execute("UPDATE tasks SET crashes = 2 WHERE id = ANY($1)", poison)
    normal = await engine.submit(ProbeTask())
    await engine.db.execute("UPDATE tasks SET due_at = now() - interval '5 s'")
    worker = engine.worker()
    assert (await engine.ended(normal, within=8)).attempt == 1
    worker.kill()


async def test_a_locked_row_holds_up_no_other_heartbeat(engine: Engine) -> None:
    engine.worker()
    ids = [await engine.submit(ProbeTask(sleep=5, effect=True)) for _ in range(3)]
    for task_id in ids:
        await engine.noted(task_id, "start")
    async with engine.db.transaction(timeout=4) as connection:
        await connection.execute("SELECT 1 FROM tasks WHERE id = $1 FOR UPDATE", ids[0])
        for _ in range(6):  # longer than the lease, shorter than the idle limit each
            await asyncio.sleep(0.5)
            await connection.execute("SELECT 1")
    for task_id in ids[1:]:
        assert (await engine.ended(task_id)).attempt == 1


async def test_a_stale_attempt_finishes_nothing(engine: Engine) -> None:
    task_id = await engine.submit(ProbeTask())
    await engine.db.execute(
        "UPDATE tasks SET status = 'RUNNING', attempt = 2 WHERE id = $1", task_id
    )
    rows = await engine.db.fetch(
        QUERIES["finish_batch"], [task_id, task_id], [1, 2], [{"from": 1}, {"from": 2}]
    )
    assert [row["attempt"] for row in rows] == [2]
    task = await engine.manager.get(task_id)
    assert task is not None
    assert task.result == {"from": 2}


async def test_a_sweep_that_comes_too_late_takes_nothing(engine: Engine) -> None:
    task_id = await engine.submit(ProbeTask())
    seen = await engine.db.fetchval(
        """UPDATE tasks SET status = 'RUNNING', attempt = 1, worker = 'gone',
                            lease_until = now() - interval '1 s'
           WHERE id = $1 RETURNING lease_until""",
        task_id,
    )
    renewed = "UPDATE tasks SET lease_until = now() + interval '1 minute'"
    reclaimed = "UPDATE tasks SET attempt = 2, lease_until = $1"
    for change, arguments in ((renewed, ()), (reclaimed, (seen,))):
        await engine.db.execute(change, *arguments)
        assert await engine.db.fetch(QUERIES["sweep_lease"], task_id, 1, seen, {}) == []
    assert await engine.db.fetchval("SELECT count(*) FROM tasks WHERE status = 'RUNNING'") == 1


@pytest.mark.parametrize("lost", [True, False], ids=["swept", "handed over"])
async def test_what_comes_back_from_a_run_is_found_by_the_poll_at_once(
    engine: Engine, lost: bool
) -> None:
    """Its wake-up may go to a process that is frozen inside its wait for one."""
    task_id = await engine.submit(ProbeTask())
    await engine.db.execute("UPDATE tasks SET due_at = now() - interval '1 second'")
    worker = leases.Leases(engine.db, engine.db, "by-hand", 60)
    [claim] = await worker.claim([task_id])
    assert await worker.due([ProbeTask.queue], 10) == []
    if lost:
        lease_until = await engine.db.fetchval("SELECT lease_until FROM tasks")
        await engine.db.execute(QUERIES["sweep_lease"], task_id, claim.attempt, lease_until, {})
    else:
        await engine.db.execute(QUERIES["release"], task_id, claim.attempt)
    assert await worker.due([ProbeTask.queue], 10) == [task_id]


async def test_a_story_whose_events_were_pruned_ends(engine: Engine) -> None:
    engine.worker()
    task_id = await engine.submit(ProbeTask())
    await engine.ended(task_id)
    await engine.db.execute("DELETE FROM task_events")
    async with asyncio.timeout(3):
        assert [event async for event in engine.manager.events(task_id, after=0)] == []


async def test_many_at_once_are_counted_once(engine: Engine) -> None:
    for _ in range(30):
        await engine.submit(ProbeTask())
    limits = DepthLimits(engine.db, per_queue=1_000, per_owner=1_000)
    checks = (limits.check(ProbeTask.queue, "tester") for _ in range(300))
    outcomes = await asyncio.gather(*checks, return_exceptions=True)
    assert outcomes == [None] * 300


async def test_a_hanging_receiver_delays_no_other_for_long(
    engine: Engine, sandbox_url: str
) -> None:
    hang = {"endpoint": "webhook", "kind": "hang", "seconds": 60, "times": 25}
    httpx2.post(f"{sandbox_url}/control/faults", json=hang)
    for _ in range(25):
        await engine.submit(ProbeTask(webhook_url=f"{sandbox_url}/webhooks/slow"))
    engine.worker(WEBHOOK_TIMEOUT="3")

    async def all_tried() -> bool:
        return bool(await engine.db.fetchval("SELECT bool_and(tries > 0) FROM outbox"))

    await engine.until(all_tried, within=8)


async def test_a_claimed_delivery_is_nobody_elses(engine: Engine) -> None:
    task_id = await engine.submit(ProbeTask())
    await engine.db.execute(QUERIES["insert_outbox"], "hook", task_id, "http://x", {}, True)
    [claimed] = await engine.db.fetch(QUERIES["claim_outbox"], 20, 60.0)
    assert (claimed["id"], claimed["tries"]) == ("hook", 1)
    assert await engine.db.fetch(QUERIES["claim_outbox"], 20, 60.0) == []


async def test_a_process_frozen_inside_a_statement_holds_no_row_for_ever(engine: Engine) -> None:
    task_id = await engine.submit(ProbeTask())
    await engine.db.execute("UPDATE tasks SET status = 'RUNNING', attempt = 1, lease_until = now()")
    frozen = await psycopg.AsyncConnection.connect(
        **conninfo(engine), application_name="newsum-worker"
    )

    async def hold_the_row_until_the_task_has_ended() -> None:
        async with frozen.cursor() as cursor, frozen.pipeline():
            await cursor.execute("SELECT id FROM tasks FOR UPDATE")
            assert await cursor.fetchone() == (task_id,)  # flushed, not synced: it is active
            engine.worker()
            assert (await engine.ended(task_id, within=12)).status is TaskStatus.SUCCEEDED

    with pytest.raises(psycopg.OperationalError):  # its session was ended
        await hold_the_row_until_the_task_has_ended()
    await frozen.close()


def conninfo(engine: Engine) -> dict[str, Any]:
    postgres = asdict(engine.endpoints.postgres)
    postgres["dbname"] = postgres.pop("database")
    return postgres
