"""Who waits for a webhook hears of every end that is no success, in that end's transaction."""

from collections.abc import Awaitable, Callable
from uuid import UUID

import pytest

from app.domain.errors import CrashedRepeatedly, DeadlineExceeded, ProviderRefused
from app.domain.task import TaskStatus, Webhook
from app.queries import load_queries
from app.tasks import erasure, leases
from app.tasks.outcome import error_json
from tests.engine_worker import ProbeTask
from tests.integration.conftest import Engine

QUERIES = load_queries(leases.__file__, "queries.sql")
TO_BACKEND = Webhook("failure", "http://127.0.0.1:9/never", {"request_id": "r"}, trusted=True)
CANCELLED = {"slug": "cancelled", "detail": "작업이 취소되었습니다."}

End = Callable[[Engine, UUID], Awaitable[object]]


async def running(engine: Engine, task_id: UUID, crashes: int = 0) -> object:
    """Claimed by a worker whose lease ran out; the lease."""
    return await engine.db.fetchval(
        """UPDATE tasks SET status = 'RUNNING', attempt = 1, worker = 'gone', crashes = $2,
                            lease_until = now() - interval '1 s', deadline_at = now()
           WHERE id = $1 RETURNING lease_until""",
        task_id,
        crashes,
    )


async def fail(engine: Engine, task_id: UUID) -> object:
    await running(engine, task_id)
    return await engine.db.fetch(QUERIES["fail"], task_id, 1, error_json(ProviderRefused()), False)


async def crash(engine: Engine, task_id: UUID) -> object:
    lease = await running(engine, task_id, crashes=2)
    error = error_json(CrashedRepeatedly())
    return await engine.db.fetch(QUERIES["sweep_lease"], task_id, 1, lease, error)


async def pass_deadline(engine: Engine, task_id: UUID) -> object:
    await running(engine, task_id)
    error = error_json(DeadlineExceeded())
    return await engine.db.fetch(QUERIES["sweep_deadline"], task_id, error)


async def cancel(engine: Engine, task_id: UUID) -> object:
    return await engine.manager.cancel(task_id)


@pytest.mark.parametrize(
    ("end", "error"),
    [
        (fail, error_json(ProviderRefused())),
        (crash, error_json(CrashedRepeatedly())),
        (pass_deadline, error_json(DeadlineExceeded())),
        (cancel, CANCELLED),
    ],
)
async def test_every_end_without_success_is_told_once(
    engine: Engine, end: End, error: dict[str, str]
) -> None:
    task_id = await engine.submit(ProbeTask(), failure_webhook=TO_BACKEND)
    silent = await engine.submit(ProbeTask())
    for each in (task_id, silent):
        await end(engine, each)
        assert (await engine.status(each)).terminal
    [row] = await engine.db.fetch("SELECT * FROM outbox")
    assert row["id"] == f"{task_id}:failure"
    assert (row["url"], row["trusted"]) == (TO_BACKEND.url, True)
    assert row["body"] == {"request_id": "r", "error": error}
    assert row["status"] == "PENDING"


async def test_what_goes_on_or_ends_well_is_not_told(engine: Engine) -> None:
    task_id = await engine.submit(ProbeTask(), failure_webhook=TO_BACKEND)
    lease = await running(engine, task_id)
    await engine.db.fetch(QUERIES["sweep_lease"], task_id, 1, lease, {})
    assert await engine.status(task_id) is TaskStatus.PENDING
    await engine.db.execute(
        "UPDATE tasks SET status = 'RUNNING', attempt = 2 WHERE id = $1", task_id
    )
    await engine.db.fetch(QUERIES["finish_batch"], [task_id], [2], [{}])
    assert await engine.status(task_id) is TaskStatus.SUCCEEDED
    assert await engine.db.fetchval("SELECT count(*) FROM outbox") == 0


async def test_a_requeued_task_that_fails_again_was_told(engine: Engine) -> None:
    task_id = await engine.submit(ProbeTask(), failure_webhook=TO_BACKEND)
    await pass_deadline(engine, task_id)
    assert await engine.manager.requeue(task_id)
    await pass_deadline(engine, task_id)
    assert await engine.db.fetchval("SELECT count(*) FROM outbox") == 1


async def test_an_end_that_is_rolled_back_is_not_told(engine: Engine) -> None:
    task_id = await engine.submit(ProbeTask(), failure_webhook=TO_BACKEND)
    async with engine.db.transaction() as connection:
        rollback = connection.transaction()
        await rollback.start()
        await connection.fetch(QUERIES["cancel"], task_id)
        assert await connection.fetchval("SELECT count(*) FROM outbox") == 1
        await rollback.rollback()
    assert await engine.db.fetchval("SELECT count(*) FROM outbox") == 0


async def test_an_erased_task_is_not_told(engine: Engine) -> None:
    task_id = await engine.submit(ProbeTask(), lane="room", failure_webhook=TO_BACKEND)
    async with engine.db.transaction() as connection:
        await erasure.cancel_lane(connection, "room")
    assert await engine.status(task_id) is TaskStatus.CANCELLED
    assert await engine.db.fetchval("SELECT count(*) FROM outbox") == 0
