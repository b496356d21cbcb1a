"""How many tasks there are, told at the same cost however many there are."""

import json
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest

from app.config.service_settings import AppSettings, EngineSettings
from app.database import Database
from app.embedded.endpoints import Endpoints
from app.redis import connect_redis
from app.tasks import manager
from app.tasks.manager import QUERIES, AsyncTaskManager
from app.tasks.views import TaskCounts

COUNTED = 100


@pytest.fixture
async def db(endpoints: Endpoints) -> AsyncIterator[Database]:
    db = await Database.open(endpoints.postgres, min_size=1, max_size=2, application_name="tests")
    yield db
    await db.close()


async def _store(db: Database, status: str, count: int) -> None:
    await db.execute(
        """INSERT INTO tasks (id, type, queue, owner, payload, deadline_at, status, finished_at)
           SELECT gen_random_uuid(), 'probe', 'q', 'o', '{}', now(), $1,
                  CASE WHEN $1 IN ('SUCCEEDED', 'FAILED') THEN clock_timestamp() END
           FROM generate_series(1, $2::int)""",
        status,
        count,
    )


async def _counts(endpoints: Endpoints, db: Database) -> TaskCounts:
    redis = connect_redis(endpoints.redis_url, connections=1)
    try:
        return await AsyncTaskManager(db, redis, EngineSettings(), AppSettings()).counts()
    finally:
        await redis.aclose()


async def test_few_are_counted(
    endpoints: Endpoints, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(manager, "_COUNTED", COUNTED)
    for status, count in (("RUNNING", 3), ("SUCCEEDED", 50), ("FAILED", 20), ("PENDING", 200)):
        await _store(db, status, count)
    assert await _counts(endpoints, db) == TaskCounts(active=3, completed=50)


async def test_many_are_estimated(
    endpoints: Endpoints, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(manager, "_COUNTED", COUNTED)
    for status, count in (("SUCCEEDED", 1_000), ("PENDING", 500), ("FAILED", 500)):
        await _store(db, status, count)
    assert (await _counts(endpoints, db)).completed <= COUNTED  # nobody has looked yet
    await db.execute("ANALYZE tasks")
    assert (await _counts(endpoints, db)).completed == pytest.approx(1_000, rel=0.1)
    plan = await db.fetchval(
        f"EXPLAIN (ANALYZE, FORMAT JSON) {QUERIES['count_tasks'].replace('$1', str(COUNTED))}"
    )
    read = [node["Actual Rows"] for node in _nodes(json.loads(plan)[0]["Plan"])]
    assert max(read) <= COUNTED


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if plan.get("Relation Name") == "tasks":
        yield plan
    for below in plan.get("Plans", []):
        yield from _nodes(below)
