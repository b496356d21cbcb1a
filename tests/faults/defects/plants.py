"""The defects: each a small edit of the product, and the test that must notice it."""

from dataclasses import dataclass

SQL = "app/tasks/queries.sql"
ENGINE = "tests/integration/test_engine.py"
FAULTS = "tests/integration/test_engine_faults.py"
CHECKPOINTS = "tests/integration/test_checkpoints.py"
RECOVERY = "tests/integration/test_recovery.py"
RUNS = "tests/faults/test_failpoints_runs.py"
GATEWAY = "tests/faults/test_failpoints_accept.py"


@dataclass(frozen=True)
class Defect:
    """``old`` becomes ``new`` in ``file``, once; ``test`` must fail then."""

    name: str
    file: str
    old: str
    new: str
    test: str


DEFECTS = (
    Defect(
        "a finish without the fence",
        SQL,
        "    lease_until = NULL\nWHERE id = $1 AND attempt = $2 AND status = 'RUNNING'\n",
        "    lease_until = NULL\nWHERE id = $1 AND $2::int > 0\n",
        f"{FAULTS}::test_a_lost_run_finishes_nothing",
    ),
    Defect(
        "a batched finish without the fence",
        SQL,
        "WHERE CASE WHEN t.status = 'RUNNING' THEN t.attempt = w.attempt ELSE false END",
        "WHERE w.attempt > 0",
        f"{FAULTS}::test_a_stale_attempt_finishes_nothing",
    ),
    Defect(
        "a step noted without the fence",
        "app/tasks/steps.py",
        "async with self._run.transaction(progress=False) as connection:",
        "async with self._run.db.transaction() as connection:",
        f"{FAULTS}::test_a_lost_run_starts_no_step",
    ),
    Defect(
        "a checkpoint without the fence",
        "app/workflows/checkpoint.sql",
        "WHERE id = %(task_id)s AND attempt = %(attempt)s AND status = 'RUNNING'",
        "WHERE id = %(task_id)s AND %(attempt)s > 0",
        f"{CHECKPOINTS}::test_a_lost_run_writes_no_checkpoint",
    ),
    Defect(
        "the greatest checkpoint is the head",
        "app/workflows/checkpoint.py",
        "if get_checkpoint_id(config) is None:",
        "if get_checkpoint_id(config) is None and self._head is None:",
        f"{CHECKPOINTS}::test_the_head_is_the_tasks_never_the_greatest_id",
    ),
    Defect(
        "a sweep that forgets the attempt",
        SQL,
        "WHERE id = $1 AND attempt = $2 AND status = 'RUNNING' AND lease_until = $3",
        "WHERE id = $1 AND $2::int > 0 AND status = 'RUNNING' AND lease_until = $3",
        f"{FAULTS}::test_a_sweep_that_comes_too_late_takes_nothing",
    ),
    Defect(
        "a sweep that does not look again",
        SQL,
        "WHERE id = $1 AND attempt = $2 AND status = 'RUNNING' AND lease_until = $3",
        "WHERE id = $1 AND attempt = $2 AND status = 'RUNNING' AND $3::timestamptz < now()",
        f"{FAULTS}::test_a_sweep_that_comes_too_late_takes_nothing",
    ),
    Defect(
        "a worker without its session counts as dead at once",
        SQL,
        "lease_until < now() + ($1::float8 - $2::float8) * interval '1 second'\n",
        "$1::float8 + $2::float8 > 0\n",
        f"{RECOVERY}::test_a_worker_that_renews_without_its_session_keeps_its_task",
    ),
    Defect(
        "a silent worker counts as dead, session or not",
        SQL,
        "          AND worker NOT IN (SELECT id FROM live_workers))\nLIMIT",
        "          AND worker IS NOT NULL)\nLIMIT",
        f"{RECOVERY}::test_a_frozen_worker_keeps_its_task_until_the_lease_ends",
    ),
    Defect(
        "leases run out while the server is away",
        "app/tasks/sweep.py",
        "        if now - since >= times.silence:\n",
        "        if now >= since:\n",
        f"{RECOVERY}::test_a_database_that_was_away_robs_nobody[killed]",
    ),
    Defect(
        "an answer before the commit",
        "app/tasks/accept.py",
        "        outcomes = await self._store(batch)\n",
        "        self._late = asyncio.ensure_future(self._store(batch))\n"
        "        outcomes = [Accepted(s.task_id, s.answer, replayed=False) for s in batch]\n",
        f"{GATEWAY}::test_acceptance[insert_tasks:before:kill]",
    ),
    Defect(
        "idempotency keys outside the transaction",
        "app/tasks/insertion.py",
        '    rows = await connection.fetch(\n        QUERIES["insert_tasks"],\n',
        "    for s in asked:\n"
        "        await connection.execute(\n"
        '            "INSERT INTO idempotency_keys VALUES ($1, $2, $3, $4, $5)"\n'
        '            " ON CONFLICT DO NOTHING",\n'
        "            s.owner, s.idempotency.key, s.idempotency.body_hash, s.task_id, s.answer,\n"
        "        )\n"
        '    await connection.execute("COMMIT; BEGIN")\n'
        "    rows = await connection.fetch(\n"
        '        QUERIES["insert_tasks"]'
        '.replace("WHERE k.", "WHERE k.task_id = excluded.task_id OR k."),\n',
        f"{GATEWAY}::test_acceptance[insert_tasks:before:kill]",
    ),
    Defect(
        "lanes by a number that is not the order of the commits",
        "app/tasks/lanes.py",
        '        QUERIES["take_lane_positions"], names, [wanted[name] for name in names]\n',
        '        "SELECT key, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint + taken "\n'
        '        "AS next_position FROM unnest($1::text[], $2::bigint[]) AS t (key, taken)",\n'
        "        names,\n"
        "        [wanted[name] for name in names],\n",
        f"{ENGINE}::test_positions_in_a_lane_are_the_order_of_the_commits",
    ),
    Defect(
        "a claim that takes any task of a lane",
        SQL,
        "          THEN lane IS NULL OR NOT EXISTS (",
        "          THEN true OR NOT EXISTS (",
        f"{ENGINE}::test_a_lane_waits_for_the_retry_of_its_head",
    ),
    Defect(
        "a claim that is no compare-and-set",
        SQL,
        "CASE WHEN status = 'PENDING' AND due_at",
        "CASE WHEN status IN ('PENDING', 'RUNNING') AND due_at",
        "tests/faults/test_races.py::test_a_task_that_is_delivered_often_runs_once",
    ),
    Defect(
        "attempts that go back",
        SQL,
        "        crashes = crashes + 1, event_seq",
        "        attempt = attempt - 1, crashes = crashes + 1, event_seq",
        f"{ENGINE}::test_a_frozen_worker_writes_nothing_after_its_lease",
    ),
    Defect(
        "crashes without an end",
        SQL,
        "    SELECT id, crashes + 1 >= 3 AS dies FROM tasks",
        "    SELECT id, crashes + 1 >= 99 AS dies FROM tasks",
        f"{ENGINE}::test_a_poison_task_dies_alone_after_three_crashes",
    ),
    Defect(
        "a heartbeat that ignores what it lost",
        "workers/runtime.py",
        "self._running.cancel_lost(await self._parts.leases.heartbeat(self._running.claims))",
        "await self._parts.leases.heartbeat(self._running.claims)",
        f"{FAULTS}::test_a_thawed_worker_ends_the_attempt_that_it_lost",
    ),
    Defect(
        "no poll",
        "workers/runtime.py",
        '            repeat(poll, every=self._engine.TASK_POLL_SECONDS, name="poll"),\n',
        "            asyncio.sleep(3_600),\n",
        f"{ENGINE}::test_without_wake_ups_the_poll_finds_tasks",
    ),
    Defect(
        "a webhook that leaves before the finish is committed",
        "app/tasks/finish.py",
        '        events = [*outcome.events, Event("succeeded")]\n',
        '        events = [*outcome.events, Event("succeeded")]\n'
        "        async with self._db.transaction() as early:\n"
        "            await self._put_in_outbox(early, claim, outcome)\n",
        f"{ENGINE}::test_a_finish_that_cannot_be_stored_fails_its_own_task_only",
    ),
    Defect(
        "a cancel without the fence",
        SQL,
        "WHERE id = $1 AND status IN ('PENDING', 'RUNNING', 'WAITING')\n    RETURNING id",
        "WHERE id = $1\n    RETURNING id",
        f"{ENGINE}::test_cancel_before_and_during_a_run",
    ),
    Defect(
        "a commit of unknown outcome that nobody looks up",
        "app/tasks/accept.py",
        "            return await self._look_up(batch, exc)\n",
        "            return [exc] * len(batch)\n",
        f"{GATEWAY}::test_a_commit_whose_answer_was_lost_is_looked_up",
    ),
    Defect(
        "a delivery that others may try at the same time",
        SQL,
        "SET tries = tries + 1, due_at = now() + $2 * interval '1 second'",
        "SET tries = tries + 1, due_at = now() + 0 * $2 * interval '1 second'",
        f"{FAULTS}::test_a_claimed_delivery_is_nobody_elses",
    ),
    Defect(
        "slots that are taken from who holds them",
        SQL,
        "      AND (holder IS NULL OR lease_until < now()\n",
        "      AND (holder IS NULL OR lease_until < now() + interval '1 hour'\n",
        f"{ENGINE}::test_slots_bound_calls_over_all_processes",
    ),
    Defect(
        "frozen sessions that nobody ends",
        "app/tasks/sweep.py",
        '        await self._db.execute(QUERIES["end_frozen_sessions"])\n',
        "",
        f"{FAULTS}::test_a_process_frozen_inside_a_statement_holds_no_row_for_ever",
    ),
    Defect(
        "what was lost is due from now on",
        SQL,
        "lease_until = NULL, worker = NULL\n    FROM lost",
        "lease_until = NULL, worker = NULL, due_at = now()\n    FROM lost",
        f"{FAULTS}::test_what_comes_back_from_a_run_is_found_by_the_poll_at_once",
    ),
)
