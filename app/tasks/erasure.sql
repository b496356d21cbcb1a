-- Erasing what tasks hold. These ride in a transaction of whoever erases what the tasks were about.

-- name: cancel_lane
-- End what is open in a lane, tell no receiver, and keep nothing but that it was cancelled.
WITH open AS (
    SELECT id FROM tasks WHERE lane = $1 AND status IN ('PENDING', 'RUNNING', 'WAITING')
    ORDER BY id FOR UPDATE
), cancelled AS (
    UPDATE tasks t
    SET status = 'CANCELLED', payload = '{}', failure_webhook = NULL, event_seq = event_seq + 1,
        finished_at = now(), lease_until = NULL
    FROM open WHERE t.id = open.id
    RETURNING t.id, t.attempt, t.event_seq
), steps AS (
    DELETE FROM task_steps s USING cancelled c WHERE s.task_id = c.id
), story AS (
    DELETE FROM task_events e USING cancelled c WHERE e.task_id = c.id
), told AS (
    INSERT INTO task_events (task_id, seq, kind) SELECT id, event_seq, 'cancelled' FROM cancelled
)
SELECT id, attempt FROM cancelled;

-- name: forget_tasks
-- Ended tasks, with whatever was kept of them.
WITH gone AS (
    DELETE FROM tasks WHERE id = ANY($1::uuid[]) AND finished_at IS NOT NULL RETURNING id, attempt
), events AS (
    DELETE FROM task_events e USING gone g WHERE e.task_id = g.id
), steps AS (
    DELETE FROM task_steps s USING gone g WHERE s.task_id = g.id
), messages AS (
    DELETE FROM outbox o USING gone g WHERE o.task_id = g.id
)
SELECT id, attempt FROM gone;
