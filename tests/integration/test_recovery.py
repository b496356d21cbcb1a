"""How soon a dead worker's tasks go on, and that nobody who lives is robbed of his."""

import asyncio
import os
import signal
import time
from collections.abc import Callable
from uuid import UUID

import pytest
from redis.asyncio import Redis

from app.domain.task import TaskStatus
from app.tasks.leases import ALIVE, Leases, LeaseTimes
from app.tasks.sweep import Sweeper
from app.tasks.wakeups import Wakeups
from tests.engine_worker import ProbeTask
from tests.faults.processes import ForkedProcess
from tests.integration.conftest import Engine, running_engine
from tests.servers import ServerPair

LEASE = {"TASK_LEASE_SECONDS": "10", "TASK_POLL_SECONDS": "1"}
SOON = 8.0  # under 5 s on an idle host; a lease and a sweep would take 10 to 12


async def victim_and_successor(engine: Engine, task: ProbeTask) -> tuple[UUID, ForkedProcess]:
    """``task`` runs in the process that is given back; another one looks on."""
    victim = engine.worker(**LEASE)
    task_id = await engine.submit(task)
    await engine.noted(task_id, "start")
    engine.worker(**LEASE)

    async def both_live() -> bool:
        return bool(await engine.db.fetchval("SELECT count(*) = 2 FROM live_workers"))

    await engine.until(both_live)
    return task_id, victim


async def attempts(engine: Engine, task_id: UUID) -> int:
    return int(await engine.db.fetchval("SELECT attempt FROM tasks WHERE id = $1", task_id))


async def test_a_dead_worker_is_noticed_long_before_its_lease_ends(engine: Engine) -> None:
    task_id, victim = await victim_and_successor(engine, ProbeTask(sleep=30))
    await asyncio.sleep(1.5)
    victim.kill()
    killed = time.monotonic()

    async def goes_on() -> bool:
        return await attempts(engine, task_id) == 2

    await engine.until(goes_on, within=SOON)
    assert time.monotonic() - killed > 1, "the rule is silence, not a lost session alone"


async def test_a_frozen_worker_keeps_its_task_until_the_lease_ends(engine: Engine) -> None:
    task_id, victim = await victim_and_successor(engine, ProbeTask(sleep=9))
    victim.send_signal(signal.SIGSTOP)
    await asyncio.sleep(6)
    victim.send_signal(signal.SIGCONT)
    assert (await engine.ended(task_id)).attempt == 1


async def test_a_worker_that_loses_its_session_keeps_its_task(engine: Engine) -> None:
    task_id, _ = await victim_and_successor(engine, ProbeTask(sleep=8))
    for _ in range(4):
        ended = await engine.db.fetchval(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
            "WHERE datname = current_database() AND application_name LIKE $1",
            f"{ALIVE}%",
        )
        assert ended, "the session is opened again each time"
        await asyncio.sleep(1.5)
    assert (await engine.ended(task_id)).attempt == 1


async def test_a_worker_that_renews_without_its_session_keeps_its_task(engine: Engine) -> None:
    """However often somebody looks: nobody has a session of this worker's name."""
    lease = 2.0
    leases = Leases(engine.db, engine.db, "without a session", lease)
    wakeups = Wakeups(Redis.from_url(engine.endpoints.redis_url))
    sweeper = Sweeper(engine.db, wakeups, interval=0.1, lease_seconds=lease)
    task_id = await engine.submit(ProbeTask())
    [claim] = await leases.claim([task_id])
    for _ in range(30):
        await leases.heartbeat([claim])
        await sweeper.sweep()
        await asyncio.sleep(0.1)
    assert await engine.status(task_id) is TaskStatus.RUNNING
    silent = time.monotonic()
    while time.monotonic() - silent < LeaseTimes(lease).silence + 0.3:
        await sweeper.sweep()
        await asyncio.sleep(0.1)
    assert await engine.status(task_id) is TaskStatus.PENDING


@pytest.mark.parametrize("how", ["killed", "frozen"])
async def test_a_database_that_was_away_robs_nobody(
    private_servers: Callable[[], ServerPair], how: str
) -> None:
    servers = private_servers()
    leave, come_back = {
        "killed": (servers.postgres.kill, servers.postgres.start),
        "frozen": (servers.postgres.freeze, servers.postgres.thaw),
    }[how]
    async with running_engine(servers.new_endpoints()) as engine:
        engine.worker(TASK_LEASE_SECONDS="3", TASK_POLL_SECONDS="1")
        task_id = await engine.submit(ProbeTask(sleep=8))
        await engine.noted(task_id, "start")
        leave()
        await asyncio.sleep(4)  # every lease runs out meanwhile
        come_back()
        assert (await engine.ended(task_id, within=30)).attempt == 1


async def test_a_dead_workers_slot_is_taken_over_as_soon(engine: Engine) -> None:
    held, victim = await victim_and_successor(engine, ProbeTask(slot_limit=1, sleep=30))
    await engine.noted(held, "slot_taken")
    waiting = await engine.submit(ProbeTask(slot_limit=1))
    os.kill(victim.pid, signal.SIGKILL)
    await engine.noted(waiting, "slot_taken", within=SOON)
