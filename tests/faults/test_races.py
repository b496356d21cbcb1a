"""Two who want a task at the same moment: one of them gets it."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress

import pytest
import redis

from app.cancellation import cancel_until_ended
from app.domain.errors import DatabaseDown
from app.domain.task import Effect
from app.redis import connect_redis
from app.tasks.finish import Finisher
from app.tasks.leases import Leases
from app.tasks.outcome import Outcome
from app.tasks.runs import Claim, LeaseLost
from app.tasks.wakeups import Wakeups
from tests.engine_worker import INSERT_EFFECT, ProbeTask
from tests.gateway_server import until
from tests.integration.conftest import Engine
from tests.integration.conftest import engine as engine

RACES = 1_000
AT_ONCE = 20
ONE_END_EACH = """
SELECT t.status, count(*) FROM tasks t
WHERE (SELECT array_agg(kind) FROM task_events e
       WHERE e.task_id = t.id AND kind IN ('succeeded', 'cancelled', 'failed'))
      = ARRAY[lower(t.status)]
  AND (SELECT count(*) FROM effects e WHERE e.task_id = t.id)
      = CASE WHEN t.status = 'SUCCEEDED' AND t.result ? 'effect' THEN 1 ELSE 0 END
GROUP BY 1"""


@pytest.fixture
async def finisher(engine: Engine) -> AsyncIterator[Finisher]:
    """A worker's, without the worker."""
    client = connect_redis(engine.endpoints.redis_url, connections=1)
    finisher = Finisher(engine.db, Wakeups(client), 24)
    running = asyncio.create_task(finisher.run())
    yield finisher
    await cancel_until_ended([running])
    await client.aclose()


async def test_a_cancel_and_a_finish_leave_one_end(engine: Engine, finisher: Finisher) -> None:
    dice = random.Random(1)
    leases = Leases(engine.db, engine.db, "by-hand", 60)
    ended: Counter[str] = Counter()
    for _ in range(0, RACES, AT_ONCE):
        ids = await asyncio.gather(*(engine.submit(ProbeTask()) for _ in range(AT_ONCE)))
        claims = await leases.claim(ids)
        races = (_race(engine, finisher, claim, dice) for claim in claims)
        ended.update(await asyncio.gather(*races))
    assert sum(ended.values()) == RACES
    assert min(ended["SUCCEEDED"], ended["CANCELLED"]) > RACES // 20, "that was no race"
    rows = await engine.db.fetch(ONE_END_EACH)
    assert {row["status"]: row["count"] for row in rows} == ended


async def _race(engine: Engine, finisher: Finisher, claim: Claim, dice: random.Random) -> str:
    """How the task ended, as both sides were told."""
    delays = dice.random() / 200, dice.random() / 200
    effects = (Effect(INSERT_EFFECT, (claim.id, claim.attempt, "finished")),)
    outcome = Outcome({"effect": True}, effects=effects) if dice.random() < 0.5 else Outcome({})

    async def finish() -> bool:
        try:
            await finisher.finish(claim, outcome)
        except LeaseLost:
            return False
        return True

    finished, cancelled = await asyncio.gather(
        _insisting(delays[0], finish),
        _insisting(delays[1], lambda: engine.manager.cancel(claim.id)),
    )
    assert finished != cancelled
    return "SUCCEEDED" if finished else "CANCELLED"


async def _insisting(delay: float, act: Callable[[], Awaitable[bool]]) -> bool:
    """What became of it; on a busy host a session may take too long."""
    await asyncio.sleep(delay)
    while True:
        with suppress(DatabaseDown):
            return await act()


async def test_a_task_that_is_delivered_often_runs_once(engine: Engine) -> None:
    task_id = await engine.submit(ProbeTask(sleep=0.5, effect=True))
    with redis.Redis.from_url(engine.endpoints.redis_url) as client:
        await until(lambda: client.llen(ProbeTask.queue) == 1)
        [wake_up] = client.lrange(ProbeTask.queue, 0, -1)
        client.lpush(ProbeTask.queue, *[wake_up] * 5)
        for _ in range(2):
            engine.worker()
        await engine.noted(task_id, "start")
        client.lpush(ProbeTask.queue, *[wake_up] * 5)
        assert (await engine.ended(task_id)).attempt == 1
        client.lpush(ProbeTask.queue, *[wake_up] * 5)
        await until(lambda: client.llen(ProbeTask.queue) == 0)
    await asyncio.sleep(0.2)
    assert await engine.notes() == ["start", "finished"]
