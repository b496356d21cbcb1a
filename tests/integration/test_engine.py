"""The engine's rules, each on real servers with real worker processes."""

import asyncio
import signal
import time

import pytest
import redis as sync_redis

from app.domain.errors import IdempotencyMismatch, Rejected
from app.domain.task import TaskStatus
from app.tasks.insertion import insert_batch
from app.tasks.submission import Accepted
from tests.engine_worker import ProbeTask
from tests.integration.conftest import Engine


async def test_a_task_is_accepted_run_and_told(engine: Engine) -> None:
    engine.worker()
    task_id = await engine.submit(ProbeTask(steps=2, effect=True))
    task = await engine.ended(task_id)
    assert task.status is TaskStatus.SUCCEEDED
    assert task.result == {"attempt": 1}
    told = [(event.seq, event.kind) async for event in engine.manager.events(task_id, after=0)]
    kinds = ["accepted", "started", "step", "step", "succeeded"]
    assert told == list(enumerate(kinds, 1))
    assert await engine.notes(task_id) == ["start", "step 0", "step 1", "finished"]


async def test_waiting_tasks_are_counted_by_llen(engine: Engine) -> None:
    for _ in range(3):
        await engine.submit(ProbeTask())
    await asyncio.sleep(0.2)
    with sync_redis.Redis.from_url(engine.endpoints.redis_url, decode_responses=True) as client:
        assert client.llen("probe_task_queue") == 3
        engine.worker()

        async def empty() -> bool:
            return client.llen("probe_task_queue") == 0

        await engine.until(empty)


async def test_without_wake_ups_the_poll_finds_tasks(engine: Engine) -> None:
    task_id = await engine.submit(ProbeTask())
    with sync_redis.Redis.from_url(engine.endpoints.redis_url) as client:

        async def woken() -> bool:
            return client.llen(ProbeTask.queue) == 1

        await engine.until(woken)
        client.flushall()
    engine.worker()
    assert (await engine.ended(task_id)).status is TaskStatus.SUCCEEDED


async def test_a_killed_worker_loses_nothing_and_repeats_no_finished_step(engine: Engine) -> None:
    engine.worker()
    task_id = await engine.submit(ProbeTask(steps=4, kill_at_step=2, effect=True))
    await engine.noted(task_id, "step 2")
    engine.worker()
    task = await engine.ended(task_id)
    assert task.status is TaskStatus.SUCCEEDED
    assert task.attempt == 2
    notes = await engine.notes(task_id)
    assert notes == ["start", "step 0", "step 1", "step 2", "start", "step 2", "step 3", "finished"]
    starts = await engine.db.fetchval(
        "SELECT starts FROM task_steps WHERE task_id = $1 AND key = 'step:2'", task_id
    )
    assert starts == 2, "the ledger says that a call was in flight at the kill"


async def test_a_frozen_worker_writes_nothing_after_its_lease(engine: Engine) -> None:
    frozen = engine.worker()
    task_id = await engine.submit(ProbeTask(steps=1, step_seconds=0.8, effect=True))
    await engine.noted(task_id, "step 0")
    frozen.send_signal(signal.SIGSTOP)
    engine.worker()
    task = await engine.ended(task_id)
    frozen.send_signal(signal.SIGCONT)
    await asyncio.sleep(1.5)
    assert task.attempt == 2
    assert (await engine.notes(task_id)).count("finished") == 1
    assert frozen.poll() is None, "a thawed worker goes on with other work"
    assert [kind for _, kind in await engine.events(task_id)].count("step") == 1


async def test_a_poison_task_dies_alone_after_three_crashes(engine: Engine) -> None:
    bystander_worker = engine.worker()
    task_id = await engine.submit(ProbeTask(steps=1, kill_at_step=0, kill_attempts=99))
    give_up = time.monotonic() + 40
    while time.monotonic() < give_up and not (await engine.status(task_id)).terminal:
        if bystander_worker.poll() is not None:
            bystander_worker = engine.worker()
        await asyncio.sleep(0.05)
    task = await engine.manager.get(task_id)
    assert task is not None
    assert task.status is TaskStatus.FAILED
    assert task.dead
    assert task.error is not None
    assert task.error["slug"] == "crashed_repeatedly"
    assert task.attempt == 3
    assert len(engine.workers) == 3, "the third crash was in a process of its own"
    assert [letter.id for letter in await engine.manager.dead_letters()] == [task_id]
    assert await engine.manager.purge(task_id)
    assert await engine.manager.dead_letters() == []


async def test_a_long_task_that_is_hit_often_but_progresses_ends_well(engine: Engine) -> None:
    task_id = await engine.submit(ProbeTask(steps=5, step_seconds=0.15, effect=True))
    for number in range(5):
        worker = engine.worker()
        await engine.noted(task_id, f"step {number}")
        worker.kill()
    engine.worker()
    assert (await engine.ended(task_id)).status is TaskStatus.SUCCEEDED
    assert (await engine.notes(task_id)).count("finished") == 1


async def test_sigterm_hands_the_task_over_without_counting_a_crash(engine: Engine) -> None:
    first = engine.worker()
    task_id = await engine.submit(ProbeTask(steps=1, sleep=2, effect=True))
    await engine.noted(task_id, "step 0")
    engine.worker()
    first.send_signal(signal.SIGTERM)
    task = await engine.ended(task_id)
    assert first.wait(5) == 0
    assert task.attempt == 2
    kinds = [kind for _, kind in await engine.events(task_id)]
    assert kinds == ["accepted", "started", "step", "released", "started", "succeeded"]
    assert await engine.db.fetchval("SELECT crashes FROM tasks WHERE id = $1", task_id) == 0


async def test_cancel_before_and_during_a_run(engine: Engine) -> None:
    waiting = await engine.submit(ProbeTask(effect=True))
    assert await engine.manager.cancel(waiting)
    engine.worker()
    running = await engine.submit(ProbeTask(sleep=30, effect=True))
    await engine.noted(running, "start")
    assert await engine.manager.cancel(running)
    assert not await engine.manager.cancel(running)
    other = await engine.submit(ProbeTask())
    await engine.ended(other)
    for task_id in (waiting, running):
        assert await engine.status(task_id) is TaskStatus.CANCELLED
        assert "finished" not in await engine.notes(task_id)


async def test_the_same_key_makes_one_task(engine: Engine) -> None:
    first = engine.submission(ProbeTask(), key="k", body=b"1")
    again = engine.submission(ProbeTask(), key="k", body=b"1")
    both = await asyncio.gather(*map(engine.manager.submit, (first, again)))
    third = await engine.manager.submit(engine.submission(ProbeTask(), key="k", body=b"1"))
    assert len({accepted.task_id for accepted in [*both, third]}) == 1
    assert [accepted.replayed for accepted in both].count(False) == 1
    assert third.replayed
    assert third.answer == both[0].answer == both[1].answer
    assert await engine.db.fetchval("SELECT count(*) FROM tasks") == 1
    with pytest.raises(IdempotencyMismatch):
        await engine.manager.submit(engine.submission(ProbeTask(), key="k", body=b"2"))
    other = engine.submission(ProbeTask(), key="k", body=b"2", owner="somebody else")
    assert isinstance(await engine.manager.submit(other), Accepted)


async def test_one_bad_payload_fails_alone(engine: Engine) -> None:
    good = [engine.submission(ProbeTask()) for _ in range(5)]
    bad = engine.submission(ProbeTask(webhook_url="nul \x00 nul"))
    outcomes = await asyncio.gather(
        *map(engine.manager.submit, [*good, bad]), return_exceptions=True
    )
    assert isinstance(outcomes.pop(), Rejected)
    assert all(isinstance(outcome, Accepted) for outcome in outcomes)


async def test_a_lane_runs_in_order_while_others_run_in_parallel(engine: Engine) -> None:
    lanes = {lane: [] for lane in ("a", "b", "c")}
    for _ in range(4):
        for lane, ids in lanes.items():
            ids.append(await engine.submit(ProbeTask(sleep=0.05, effect=True), lane=lane))
    engine.worker()
    engine.worker()
    for ids in lanes.values():
        for task_id in ids:
            await engine.ended(task_id)
    for ids in lanes.values():
        rows = await engine.db.fetch(
            "SELECT task_id, what FROM effects WHERE task_id = ANY($1) ORDER BY n", ids
        )
        wanted = [(task_id, what) for task_id in ids for what in ("start", "finished")]
        assert [tuple(row) for row in rows] == wanted


async def test_positions_in_a_lane_are_the_order_of_the_commits(engine: Engine) -> None:
    first = engine.submission(ProbeTask(), lane="room")
    async with engine.db.transaction() as connection:
        await insert_batch(connection, [first], 24)
        second = asyncio.create_task(engine.submit(ProbeTask(), lane="room"))
        await asyncio.sleep(0.5)
        assert not second.done(), "nobody sees the second one before the first"
    rows = await engine.db.fetch(
        "SELECT lane_position FROM tasks WHERE id = ANY($1)", [first.task_id, await second]
    )
    assert len(rows) == 2


async def test_a_lane_waits_for_the_retry_of_its_head(engine: Engine) -> None:
    head = await engine.submit(ProbeTask(error="retry_once", effect=True), lane="room")
    second = await engine.submit(ProbeTask(effect=True), lane="room")
    engine.worker()
    await engine.ended(second)
    rows = await engine.db.fetch("SELECT task_id FROM effects WHERE what = 'finished' ORDER BY n")
    assert [row["task_id"] for row in rows] == [head, second]


async def test_slots_bound_calls_over_all_processes(engine: Engine) -> None:
    engine.worker()
    engine.worker()
    ids = [await engine.submit(ProbeTask(slot_limit=2, sleep=0.2)) for _ in range(6)]
    for task_id in ids:
        await engine.ended(task_id)
    held = most = 0
    for what in await engine.notes():
        held += {"slot_taken": 1, "slot_freed": -1}.get(what, 0)
        most = max(most, held)
    assert most == 2


@pytest.mark.parametrize(
    ("error", "slug", "dead"),
    [
        ("refused", "upstream_refused", False),
        ("unavailable", "upstream_error", True),
        ("defect", "internal_error", True),
    ],
)
async def test_failures_say_why(engine: Engine, error: str, slug: str, dead: bool) -> None:
    engine.worker()
    task = await engine.ended(await engine.submit(ProbeTask(error=error)))
    assert task.status is TaskStatus.FAILED
    assert task.error is not None
    assert (task.error["slug"], task.dead) == (slug, dead)


async def test_a_finish_that_cannot_be_stored_fails_its_own_task_only(engine: Engine) -> None:
    worker = engine.worker()
    bystander = await engine.submit(ProbeTask(sleep=1.5, effect=True))
    await engine.noted(bystander, "start")
    bad = ProbeTask(error="bad_effect", effect=True, webhook_url="http://127.0.0.1:9/never")
    task = await engine.ended(await engine.submit(bad))
    assert task.error is not None
    assert await engine.db.fetchval("SELECT count(*) FROM outbox") == 0, "nothing was finished"
    assert (task.error["slug"], task.dead) == ("internal_error", True)
    assert (await engine.ended(bystander)).attempt == 1
    assert worker.poll() is None


async def test_a_passing_infrastructure_error_is_retried(engine: Engine) -> None:
    engine.worker()
    task = await engine.ended(await engine.submit(ProbeTask(error="infrastructure_once")))
    assert (task.status, task.attempt) == (TaskStatus.SUCCEEDED, 2)


async def test_a_long_pause_that_a_provider_asks_for_holds_no_place(engine: Engine) -> None:
    engine.worker()
    patient, hurried = [
        await engine.submit(ProbeTask(error="throttled_once"), deadline=deadline)
        for deadline in (300, 60)
    ]
    task = await engine.ended(hurried)
    assert task.error is not None
    assert (task.error["slug"], task.attempt) == ("upstream_throttled", 1)

    async def put_off() -> bool:
        return bool(
            await engine.db.fetchval(
                "SELECT due_at > now() + interval '100 s' FROM tasks WHERE id = $1", patient
            )
        )

    await engine.until(put_off)
    assert await engine.status(patient) is TaskStatus.PENDING
    await engine.db.execute("UPDATE tasks SET due_at = now() - interval '2 s'")
    assert (await engine.ended(patient)).status is TaskStatus.SUCCEEDED


async def test_what_no_time_is_left_to_try_again_says_what_failed(engine: Engine) -> None:
    engine.worker()
    await engine.ended(await engine.submit(ProbeTask()))
    told = set()
    for _ in range(10):  # a busy worker may come too late, and has another reason then
        task_id = await engine.submit(ProbeTask(error="infrastructure_once"), deadline=0.5)
        task = await engine.ended(task_id)
        assert (task.status, task.dead) == (TaskStatus.FAILED, True)
        assert task.error is not None
        told.add(task.error["slug"])
    assert "database_down" in told


async def test_deadlines_end_what_runs_and_what_waits(engine: Engine) -> None:
    waiting = await engine.submit(ProbeTask(), deadline=0.5)
    await asyncio.sleep(0.6)
    engine.worker()
    running = await engine.submit(ProbeTask(sleep=30), deadline=3)
    for task_id in (waiting, running):
        task = await engine.ended(task_id)
        assert task.dead
        assert task.error is not None
        assert task.error["slug"] == "deadline_exceeded"


async def test_a_stuck_loop_ends_its_process(engine: Engine) -> None:
    stuck = engine.worker(TASK_WATCHDOG_SECONDS="0.7")
    task_id = await engine.submit(ProbeTask(steps=1, block_loop=30))
    await engine.noted(task_id, "step 0")
    assert await asyncio.to_thread(stuck.wait, 10) == 70


async def test_a_dead_letter_can_be_requeued(engine: Engine) -> None:
    engine.worker()
    task_id = await engine.submit(ProbeTask(error="unavailable"), lane="room")
    await engine.ended(task_id)
    assert await engine.manager.requeue(task_id)
    assert not await engine.manager.requeue(task_id)
    task = await engine.ended(task_id)
    assert task.attempt == 2, "the fencing token never goes back"


async def test_a_webhook_that_can_never_leave_harms_nobody(
    engine: Engine, sandbox_url: str
) -> None:
    worker = engine.worker()
    bad = await engine.submit(ProbeTask(webhook_url="http://[broken"))
    good = await engine.submit(ProbeTask(webhook_url=f"{sandbox_url}/webhooks/good"))
    for task_id in (bad, good):
        await engine.ended(task_id)

    async def settled() -> bool:
        rows = await engine.db.fetch("SELECT task_id, status, last_error FROM outbox")
        state = {row["task_id"]: row for row in rows}
        return bool(state[good]["status"] == "DELIVERED" and state[bad]["last_error"])

    await engine.until(settled)
    assert worker.poll() is None


async def test_webhooks_leave_once_from_the_outbox(engine: Engine, sandbox_url: str) -> None:
    import httpx2

    fault = {"endpoint": "webhook", "kind": "status", "status": 503, "times": 1}
    httpx2.post(f"{sandbox_url}/control/faults", json=fault)
    engine.worker()
    task_id = await engine.submit(ProbeTask(webhook_url=f"{sandbox_url}/webhooks/probe"))
    await engine.ended(task_id)

    async def delivered() -> bool:
        status = await engine.db.fetchval("SELECT status FROM outbox WHERE task_id = $1", task_id)
        return bool(status == "DELIVERED")

    await engine.until(delivered)
    received = httpx2.get(f"{sandbox_url}/control/webhooks").json()
    assert [hook["headers"]["webhook-id"] for hook in received] == [f"{task_id}:done"]
