-- Checkpoints serve a run only: they go soon after the end of their task.

-- name: old_threads
-- Tasks that ended long ago and left a thread: a comic's id and version, or the task's own id. The
-- lock keeps a dead letter from being requeued, and resumed, while its checkpoints go.
SELECT id, coalesce(payload->>'comic_id' || ':' || (payload->>'version'), id::text) AS thread_id
FROM tasks
WHERE checkpoint_head IS NOT NULL AND finished_at < now() - $1 * interval '1 day'
ORDER BY finished_at LIMIT $2 FOR UPDATE SKIP LOCKED;

-- name: delete_checkpoint_writes
-- With the two below, a thread.
DELETE FROM checkpoint_writes WHERE thread_id = ANY($1::text[]);

-- name: delete_checkpoint_blobs
-- The values.
DELETE FROM checkpoint_blobs WHERE thread_id = ANY($1::text[]);

-- name: delete_checkpoints
-- What points to them.
DELETE FROM checkpoints WHERE thread_id = ANY($1::text[]);

-- name: forget_heads
-- A requeued task starts over.
UPDATE tasks SET checkpoint_head = NULL WHERE id = ANY($1::uuid[]);
