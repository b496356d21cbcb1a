-- The task engine's SQL. Rules (docs/engine.md): every transaction of a run begins with the
-- fence; multi-row updates lock in id order; lease times come from the database's now().

-- name: idempotency_keys
-- What the earlier requests with these keys were.
SELECT k.owner, k.key, k.body_hash, k.task_id, k.answer
FROM unnest($1::text[], $2::text[]) AS wanted (owner, key)
JOIN idempotency_keys k USING (owner, key);

-- name: take_lane_positions
-- The row locks last until the commit, so a visible position implies all lower ones are visible.
-- A lane starts at the time in microseconds: one that was pruned begins again above its old tasks.
INSERT INTO lanes AS l (key, next_position)
SELECT key, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint + taken
FROM unnest($1::text[], $2::bigint[]) AS t (key, taken) ORDER BY 1
ON CONFLICT (key) DO UPDATE SET next_position = l.next_position + (
    SELECT taken FROM unnest($1::text[], $2::bigint[]) AS t (key, taken) WHERE t.key = l.key)
RETURNING key, next_position;

-- name: insert_tasks
-- Tasks with their first event and their idempotency keys. The answer names those that were not
-- stored: their keys belong to earlier requests.
WITH asked AS (
    SELECT * FROM jsonb_to_recordset($1) AS t (
        id uuid, type text, queue text, owner text, payload jsonb, lane text, lane_position bigint,
        deadline float8, key text, body_hash text, answer jsonb, failure_webhook jsonb)
), locked AS (
    INSERT INTO idempotency_keys AS k (owner, key, body_hash, task_id, answer)
    SELECT owner, key, decode(body_hash, 'hex'), id, answer FROM asked WHERE key IS NOT NULL
    ORDER BY owner, key
    ON CONFLICT (owner, key) DO UPDATE
    SET body_hash = excluded.body_hash, task_id = excluded.task_id,
        answer = excluded.answer, created_at = now()
    WHERE k.created_at < now() - $2 * interval '1 hour'
    RETURNING task_id
), inserted AS (
    INSERT INTO tasks (id, type, queue, owner, payload, lane, lane_position, failure_webhook,
                       deadline_at, event_seq)
    SELECT id, type, queue, owner, payload, lane, lane_position, failure_webhook,
           now() + deadline * interval '1 second', 1
    FROM asked WHERE key IS NULL OR id IN (SELECT task_id FROM locked)
    RETURNING id
), told AS (
    INSERT INTO task_events (task_id, seq, kind) SELECT id, 1, 'accepted' FROM inserted
)
SELECT id FROM asked EXCEPT SELECT id FROM inserted;

-- name: existing_tasks
-- Which of these were committed after all.
SELECT id FROM tasks WHERE id = ANY($1::uuid[]);

-- name: queue_depth
-- Waiting tasks of a queue, counted no further than the limit.
SELECT count(*) FROM (SELECT 1 FROM tasks WHERE status = 'PENDING' AND queue = $1 LIMIT $2) AS c;

-- name: owner_depth
-- Waiting tasks of an owner, counted no further than the limit.
SELECT count(*) FROM (SELECT 1 FROM tasks WHERE status = 'PENDING' AND owner = $1 LIMIT $2) AS c;

-- name: due_tasks
-- The poll: what nobody took within a second of being due, whatever became of its wake-up.
SELECT id FROM tasks t
WHERE status = 'PENDING' AND queue = ANY($1::text[]) AND due_at <= now() - interval '1 second'
  AND deadline_at > now() AND crashes <= $3
  AND (lane IS NULL OR NOT EXISTS (
      SELECT 1 FROM tasks p
      WHERE p.lane = t.lane AND p.status IN ('PENDING', 'RUNNING', 'WAITING')
        AND p.lane_position < t.lane_position))
ORDER BY due_at LIMIT $2;

-- name: reserve_isolated
-- A due task that must run alone in a process; wake-ups are not for those. For $3 seconds, in which
-- that process claims it, nobody else starts one.
UPDATE tasks SET lease_until = now() + $3 * interval '1 second'
WHERE id = (
    SELECT id FROM tasks t
    WHERE status = 'PENDING' AND queue = ANY($1::text[]) AND due_at <= now()
      AND deadline_at > now() AND crashes > $2
      AND (lease_until IS NULL OR lease_until < now())
      AND (lane IS NULL OR NOT EXISTS (
          SELECT 1 FROM tasks p
          WHERE p.lane = t.lane AND p.status IN ('PENDING', 'RUNNING', 'WAITING')
            AND p.lane_position < t.lane_position))
    ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING id;

-- name: claim
-- One batched compare-and-set. A lane's head is its lowest open position. CASE keeps the planner to
-- the primary key: under load the partial indexes are full of rows that are pending no more.
WITH picked AS (
    SELECT id FROM tasks t
    WHERE id = ANY($1::uuid[])
      AND CASE WHEN status = 'PENDING' AND due_at <= now() AND deadline_at > now() AND crashes <= $4
          THEN lane IS NULL OR NOT EXISTS (
              SELECT 1 FROM tasks p
              WHERE p.lane = t.lane AND p.status IN ('PENDING', 'RUNNING', 'WAITING')
                AND p.lane_position < t.lane_position)
          ELSE false END
    ORDER BY id FOR UPDATE SKIP LOCKED
), claimed AS (
    UPDATE tasks t
    SET status = 'RUNNING', attempt = attempt + 1, event_seq = event_seq + 1,
        lease_until = now() + $2 * interval '1 second', worker = $3,
        started_at = coalesce(started_at, now())
    FROM picked WHERE t.id = picked.id
    RETURNING t.*
), told AS (
    INSERT INTO task_events (task_id, seq, kind, data)
    SELECT id, event_seq, 'started', jsonb_build_object('attempt', attempt) FROM claimed
)
SELECT id, type, owner, payload, attempt, retries, lane, checkpoint_head,
       extract(epoch FROM deadline_at - now())::float8 AS seconds_left
FROM claimed;

-- name: heartbeat
-- Extend the leases that are still ours; a pair that is absent from the answer was lost. (Only we
-- can have made an attempt of ours succeed.) A row that a transaction of its run holds just now waits
-- for the next round: it holds up no other.
WITH ours AS (
    SELECT t.id, t.attempt FROM unnest($1::uuid[], $2::int[]) AS h (id, attempt)
    JOIN tasks t USING (id, attempt)
    WHERE t.status IN ('RUNNING', 'SUCCEEDED')
), held AS (
    SELECT t.id FROM ours JOIN tasks t USING (id, attempt)
    WHERE t.status = 'RUNNING'
    ORDER BY t.id FOR UPDATE OF t SKIP LOCKED
), extended AS (
    UPDATE tasks t SET lease_until = now() + $3 * interval '1 second'
    FROM held WHERE t.id = held.id
)
SELECT id, attempt FROM ours;

-- name: fence
-- First statement of every transaction of a run: locks the row, proves that the run is still ours,
-- hands out event numbers. Committed progress ($4) forgives earlier crashes and retries.
UPDATE tasks
SET event_seq = event_seq + $3, crashes = CASE WHEN $4 THEN 0 ELSE crashes END,
    retries = CASE WHEN $4 THEN 0 ELSE retries END
WHERE id = $1 AND attempt = $2 AND status = 'RUNNING'
RETURNING event_seq;

-- name: insert_events
-- Numbered upwards from $2.
INSERT INTO task_events (task_id, seq, kind, data)
SELECT $1, $2 + n - 1, kind, data
FROM unnest($3::text[], $4::jsonb[]) WITH ORDINALITY AS e (kind, data, n);

-- name: finish
-- The fence and the terminal state in one.
UPDATE tasks
SET status = 'SUCCEEDED', result = $3, event_seq = event_seq + $4, finished_at = now(),
    lease_until = NULL
WHERE id = $1 AND attempt = $2 AND status = 'RUNNING'
RETURNING event_seq;

-- name: finish_batch
-- Effect-free finishes share one statement (CASE as in claim).
WITH wanted AS (
    SELECT * FROM unnest($1::uuid[], $2::int[], $3::jsonb[]) AS w (id, attempt, result)
), held AS (
    SELECT t.id, t.attempt, w.result FROM wanted w JOIN tasks t USING (id)
    WHERE CASE WHEN t.status = 'RUNNING' THEN t.attempt = w.attempt ELSE false END
    ORDER BY t.id FOR UPDATE OF t
), done AS (
    UPDATE tasks t
    SET status = 'SUCCEEDED', result = held.result, event_seq = event_seq + 1, finished_at = now(),
        lease_until = NULL
    FROM held WHERE t.id = held.id
    RETURNING t.id, t.attempt, t.event_seq
), told AS (
    INSERT INTO task_events (task_id, seq, kind) SELECT id, event_seq, 'succeeded' FROM done
)
SELECT id, attempt FROM done;

-- name: fail
-- Terminal; `dead` when operators may want to requeue it.
WITH failed AS (
    UPDATE tasks
    SET status = 'FAILED', dead = $4, error = $3, event_seq = event_seq + 1, finished_at = now(),
        lease_until = NULL
    WHERE id = $1 AND attempt = $2 AND status = 'RUNNING'
    RETURNING id, event_seq
), told AS (
    INSERT INTO task_events (task_id, seq, kind, data) SELECT id, event_seq, 'failed', $3 FROM failed
)
SELECT id FROM failed;

-- name: retry
-- Back to PENDING with a later due time, unless that would pass the deadline.
WITH retried AS (
    UPDATE tasks
    SET status = 'PENDING', due_at = now() + $3 * interval '1 second', retries = retries + 1,
        event_seq = event_seq + 1, lease_until = NULL, worker = NULL
    WHERE id = $1 AND attempt = $2 AND status = 'RUNNING'
      AND now() + $3 * interval '1 second' < deadline_at
    RETURNING id, event_seq
), told AS (
    INSERT INTO task_events (task_id, seq, kind, data) SELECT id, event_seq, 'retry', $4 FROM retried
)
SELECT id FROM retried;

-- name: release
-- A graceful hand-over: no crash counted. It is due as before, so the poll sees it at once.
WITH released AS (
    UPDATE tasks
    SET status = 'PENDING', event_seq = event_seq + 1, lease_until = NULL, worker = NULL
    WHERE id = $1 AND attempt = $2 AND status = 'RUNNING'
    RETURNING id, type, queue, event_seq
), told AS (
    INSERT INTO task_events (task_id, seq, kind) SELECT id, event_seq, 'released' FROM released
)
SELECT id, type, queue FROM released;

-- name: cancel
-- Before, during and after start; a run that is under way meets the fence.
WITH cancelled AS (
    UPDATE tasks
    SET status = 'CANCELLED', event_seq = event_seq + 1, finished_at = now(), lease_until = NULL
    WHERE id = $1 AND status IN ('PENDING', 'RUNNING', 'WAITING')
    RETURNING id, event_seq, lane
), told AS (
    INSERT INTO task_events (task_id, seq, kind) SELECT id, event_seq, 'cancelled' FROM cancelled
)
SELECT id, lane FROM cancelled;

-- name: lane_heads
-- The tasks that these lanes may run next, to be woken.
SELECT id, type, queue FROM (
    SELECT DISTINCT ON (lane) id, type, queue, status, due_at FROM tasks
    WHERE lane = ANY($1::text[]) AND status IN ('PENDING', 'RUNNING', 'WAITING')
    ORDER BY lane, lane_position) AS heads
WHERE status = 'PENDING' AND due_at <= now();

-- name: end_frozen_sessions
-- A process frozen between two messages of a statement keeps its row locks, and PostgreSQL's own
-- idle_in_transaction_session_timeout does not see it: after asyncpg's first half (it prepares one
-- on its first use) the session counts as active, after psycopg's last flush no timer runs.
-- The session that says "alive" never holds a row between two messages, and stays.
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE usename = current_user AND datname = current_database() AND application_name LIKE 'newsum-%'
  AND application_name NOT LIKE 'newsum-alive %' AND state <> 'idle' AND wait_event = 'ClientRead'
  AND state_change < now() - interval '3 seconds';

-- name: lost_leases
-- Candidates only: each is swept on its own, so that one bad row stops nothing. Lost is a lease ($1)
-- that ran out, or that was not renewed for $2 while its worker's session is gone: a slow worker
-- still has its session, and one that lost it still renews.
SELECT id, attempt, lease_until FROM tasks
WHERE status = 'RUNNING'
  AND (lease_until < now()
       OR lease_until < now() + ($1::float8 - $2::float8) * interval '1 second'
          AND worker NOT IN (SELECT id FROM live_workers))
LIMIT $3;

-- name: sweep_lease
-- A lost lease that was not renewed since: back to PENDING, or dead at the third crash without
-- progress. It is due as before: a frozen process may take its wake-up, and the poll sees it at once.
WITH lost AS (
    SELECT id, crashes + 1 >= 3 AS dies FROM tasks
    WHERE id = $1 AND attempt = $2 AND status = 'RUNNING' AND lease_until = $3
    FOR UPDATE SKIP LOCKED
), swept AS (
    UPDATE tasks t
    SET status = CASE WHEN dies THEN 'FAILED' ELSE 'PENDING' END, dead = dies,
        error = CASE WHEN dies THEN $4::jsonb END, finished_at = CASE WHEN dies THEN now() END,
        crashes = crashes + 1, event_seq = event_seq + 1, lease_until = NULL, worker = NULL
    FROM lost WHERE t.id = lost.id
    RETURNING t.id, type, queue, lane, status, event_seq
), told AS (
    INSERT INTO task_events (task_id, seq, kind, data)
    SELECT id, event_seq, CASE status WHEN 'FAILED' THEN 'failed' ELSE 'retry' END,
           CASE status WHEN 'FAILED' THEN $4::jsonb
                       ELSE jsonb_build_object('after', 0, 'reason', 'lease_lost') END
    FROM swept
)
SELECT id, type, queue, lane, status FROM swept;

-- name: past_deadline
-- Candidates: nobody ended them in time (a live run ends its own at the deadline).
SELECT id FROM tasks
WHERE status IN ('PENDING', 'RUNNING') AND deadline_at < now()
  AND deadline_at < now() - CASE status WHEN 'RUNNING' THEN $1 ELSE 0 END * interval '1 second'
LIMIT $2;

-- name: sweep_deadline
-- What used up its time is a dead letter.
WITH swept AS (
    UPDATE tasks
    SET status = 'FAILED', dead = true, error = $2, event_seq = event_seq + 1,
        finished_at = now(), lease_until = NULL
    WHERE id = (
        SELECT id FROM tasks
        WHERE id = $1 AND deadline_at < now() AND status IN ('PENDING', 'RUNNING')
        FOR UPDATE SKIP LOCKED)
    RETURNING id, lane, event_seq
), told AS (
    INSERT INTO task_events (task_id, seq, kind, data) SELECT id, event_seq, 'failed', $2 FROM swept
)
SELECT id, lane FROM swept;

-- name: get_step
-- A finished step's result, if any.
SELECT result FROM task_steps WHERE task_id = $1 AND key = $2 AND finished_at IS NOT NULL;

-- name: start_step
-- Noted before the call: `starts` above one says that a call was in flight at a kill.
INSERT INTO task_steps AS s (task_id, key, attempt) VALUES ($1, $2, $3)
ON CONFLICT (task_id, key) DO UPDATE
SET starts = s.starts + 1, attempt = excluded.attempt, started_at = now();

-- name: finish_step
-- Its result, once.
UPDATE task_steps SET result = $3, finished_at = now() WHERE task_id = $1 AND key = $2;

-- name: ensure_slots
-- The rows of an endpoint; more when its limit was raised.
INSERT INTO slots (endpoint, n) SELECT $1, generate_series(1, $2::int) ON CONFLICT DO NOTHING;

-- name: take_slot
-- A free slot, or one whose lease is lost (as in lost_leases).
UPDATE slots SET holder = $2, worker = $3, lease_until = now() + $5 * interval '1 second'
WHERE (endpoint, n) = (
    SELECT endpoint, n FROM slots
    WHERE endpoint = $1 AND n <= $4
      AND (holder IS NULL OR lease_until < now()
           OR lease_until < now() + ($5::float8 - $6::float8) * interval '1 second'
              AND worker NOT IN (SELECT id FROM live_workers))
    ORDER BY n LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING n;

-- name: renew_slots
-- Those still ours.
WITH held AS (
    SELECT endpoint, n FROM slots
    WHERE holder = ANY($1::text[]) AND lease_until >= now() ORDER BY endpoint, n FOR UPDATE
)
UPDATE slots s SET lease_until = now() + $2 * interval '1 second'
FROM held WHERE s.endpoint = held.endpoint AND s.n = held.n RETURNING s.holder;

-- name: free_slot
-- Only if it is still ours.
UPDATE slots SET holder = NULL, worker = NULL, lease_until = NULL WHERE endpoint = $1 AND holder = $2;

-- name: insert_outbox
-- The id is stable, so a repeated finish adds nothing.
INSERT INTO outbox (id, task_id, url, body, trusted) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (id) DO NOTHING;

-- name: claim_outbox
-- The next try is set before this one is made: a killed delivery is repeated, never lost.
UPDATE outbox SET tries = tries + 1, due_at = now() + $2 * interval '1 second'
WHERE id IN (
    SELECT id FROM outbox WHERE status = 'PENDING' AND due_at <= now()
    ORDER BY NOT trusted, due_at LIMIT $1 FOR UPDATE SKIP LOCKED)
RETURNING id, url, body, trusted, tries;

-- name: hand_back_outbox
-- A delivery that was broken off: due at once, for whoever comes first.
UPDATE outbox SET due_at = now() WHERE id = $1 AND status = 'PENDING';

-- name: delivered
-- Receivers drop the rare repeat by its id.
UPDATE outbox SET status = 'DELIVERED', delivered_at = now(), last_error = NULL
WHERE id = $1 AND status <> 'DELIVERED';

-- name: not_delivered
-- Again later, or a dead letter after a day.
UPDATE outbox
SET due_at = now() + $2 * interval '1 second', last_error = $3,
    status = CASE WHEN $4 OR now() + $2 * interval '1 second' > give_up_at THEN 'DEAD' ELSE status END
WHERE id = $1 AND status = 'PENDING'
RETURNING status;

-- name: events_after
-- For many readers at once: each its next events (bounded by its room), or that there are no more.
SELECT s.reader, e.seq, e.kind, e.data,
       t.id IS NULL OR t.finished_at IS NOT NULL AS over
FROM unnest($1::int[], $2::uuid[], $3::bigint[], $4::int[]) AS s (reader, task_id, after, room)
LEFT JOIN tasks t ON t.id = s.task_id
LEFT JOIN LATERAL (
    SELECT seq, kind, data FROM task_events
    WHERE task_id = s.task_id AND seq > s.after ORDER BY seq LIMIT s.room) e ON true
WHERE e.seq IS NOT NULL OR t.id IS NULL OR t.finished_at IS NOT NULL
ORDER BY s.reader, e.seq;

-- name: get_task
-- What readers may know of a task.
SELECT id, type, owner, status, dead, error, result, attempt, event_seq AS last_event, created_at,
       started_at, finished_at
FROM tasks WHERE id = $1;

-- name: count_tasks
-- For /async-status: under way, and ended well within the retention. Counted while no more than $1
-- have ended; of more, the table's statistics know.
WITH latest AS (
    SELECT count(*) AS ended, count(*) FILTER (WHERE status = 'SUCCEEDED') AS well
    FROM (SELECT status FROM tasks WHERE finished_at IS NOT NULL
          ORDER BY finished_at DESC LIMIT $1) AS t
), estimated AS (
    SELECT reltuples * most_common_freqs[
               array_position(most_common_vals::text::text[], 'SUCCEEDED')] AS well
    FROM pg_class JOIN pg_stats ON tablename = relname AND schemaname = current_schema()
    WHERE oid = 'tasks'::regclass AND attname = 'status'
)
SELECT (SELECT count(*) FROM tasks WHERE status = 'RUNNING') AS active,
       CASE WHEN ended < $1 THEN well
            ELSE greatest(well, (SELECT well FROM estimated))::bigint END AS completed
FROM latest;

-- name: queue_depths
-- Waiting tasks by queue.
SELECT queue, count(*) AS waiting FROM tasks WHERE status = 'PENDING' GROUP BY queue;

-- name: dead_letters
-- Newest first.
SELECT id, type, queue, owner, error, attempt, created_at, finished_at
FROM tasks WHERE dead AND finished_at < coalesce($1::timestamptz, 'infinity')
ORDER BY finished_at DESC LIMIT $2;

-- name: dead_lane
-- A dead letter's lane. It is not locked yet: the lane's row comes before its tasks'.
SELECT id, lane FROM tasks WHERE id = $1 AND dead;

-- name: requeue
-- A dead letter starts over with a fresh deadline; $2 is its new position in its lane.
WITH requeued AS (
    UPDATE tasks
    SET status = 'PENDING', dead = false, error = NULL, crashes = 0, retries = 0,
        finished_at = NULL, due_at = now(), deadline_at = now() + (deadline_at - created_at),
        created_at = now(), event_seq = event_seq + 1, lane_position = $2
    WHERE id = $1 AND dead
    RETURNING id, type, queue, event_seq
), told AS (
    INSERT INTO task_events (task_id, seq, kind, data)
    SELECT id, event_seq, 'retry', '{"after": 0, "reason": "requeued"}' FROM requeued
)
SELECT id, type, queue FROM requeued;

-- name: purge
-- A dead letter that nobody wants.
UPDATE tasks SET dead = false WHERE id = $1 AND dead RETURNING id;

-- name: prune_events
-- By their own age, which a BRIN index finds; the story of an open task stays whole.
DELETE FROM task_events WHERE ctid = ANY(ARRAY(
    SELECT e.ctid FROM task_events e
    WHERE e.at < now() - $1 * interval '1 day'
      AND NOT EXISTS (SELECT 1 FROM tasks t WHERE t.id = e.task_id AND t.finished_at IS NULL)
    LIMIT $2 FOR UPDATE SKIP LOCKED));

-- name: prune_steps
-- Likewise; steps serve a run only.
DELETE FROM task_steps WHERE ctid = ANY(ARRAY(
    SELECT s.ctid FROM task_steps s
    WHERE s.started_at < now() - $1 * interval '1 day'
      AND NOT EXISTS (SELECT 1 FROM tasks t WHERE t.id = s.task_id AND t.finished_at IS NULL)
    LIMIT $2 FOR UPDATE SKIP LOCKED));

-- name: prune_tasks
-- With their events and steps.
WITH old AS (
    SELECT id FROM tasks WHERE finished_at < now() - $1 * interval '1 day'
    ORDER BY finished_at LIMIT $2 FOR UPDATE SKIP LOCKED
), events AS (
    DELETE FROM task_events e USING old WHERE e.task_id = old.id
), steps AS (
    DELETE FROM task_steps s USING old WHERE s.task_id = old.id
)
DELETE FROM tasks t USING old WHERE t.id = old.id;

-- name: prune_idempotency_keys
-- After a day a key is free again.
DELETE FROM idempotency_keys WHERE (owner, key) IN (
    SELECT owner, key FROM idempotency_keys
    WHERE created_at < now() - $1 * interval '1 hour' ORDER BY created_at LIMIT $2
    FOR UPDATE SKIP LOCKED);

-- name: prune_outbox
-- Delivered or given up.
DELETE FROM outbox WHERE id IN (
    SELECT id FROM outbox WHERE status <> 'PENDING' AND created_at < now() - $1 * interval '1 day'
    ORDER BY created_at LIMIT $2 FOR UPDATE SKIP LOCKED);

-- name: prune_lanes
-- Lanes without open tasks; a later task starts a lane anew.
DELETE FROM lanes WHERE key IN (
    SELECT l.key FROM lanes l
    WHERE NOT EXISTS (
        SELECT 1 FROM tasks t
        WHERE t.lane = l.key AND t.status IN ('PENDING', 'RUNNING', 'WAITING'))
    LIMIT $1 FOR UPDATE SKIP LOCKED);

-- name: see_worker
-- A worker's sign of life.
INSERT INTO workers (id, queues, running, finished, probes, stats) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (id) DO UPDATE
SET running = excluded.running, finished = excluded.finished, probes = excluded.probes,
    stats = excluded.stats, seen_at = now();

-- name: forget_worker
-- It has left.
DELETE FROM workers WHERE id = $1;

-- name: prune_workers
-- Those that were gone without leaving.
DELETE FROM workers WHERE id IN (
    SELECT id FROM workers WHERE seen_at < now() - interval '1 hour' LIMIT $1
    FOR UPDATE SKIP LOCKED);
