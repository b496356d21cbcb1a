-- Run through psycopg by the checkpointer, in its own transactions.

-- name: fence
-- As in app/tasks/queries.sql: first statement of every transaction of a run.
UPDATE tasks
SET event_seq = event_seq + %(events)s, crashes = CASE WHEN %(progress)s THEN 0 ELSE crashes END,
    retries = CASE WHEN %(progress)s THEN 0 ELSE retries END,
    checkpoint_head = coalesce(%(head)s, checkpoint_head)
WHERE id = %(task_id)s AND attempt = %(attempt)s AND status = 'RUNNING'
RETURNING event_seq;

-- name: insert_event
-- The events that become true with a checkpoint.
INSERT INTO task_events (task_id, seq, kind, data) VALUES (%s, %s, %s, %s);
