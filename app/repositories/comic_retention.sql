-- What old comics leave behind. A comic is as old as the end of its current task, and a comic or a
-- checkpoint whose task is gone is old by that alone.

-- name: old_threads
-- Checkpoint threads (a comic's id and version, or another task's own id) that no run will go on from.
-- The index is asked for one thread after another: reading it whole took seconds.
WITH RECURSIVE threads AS (
    (SELECT thread_id FROM checkpoints ORDER BY thread_id LIMIT 1)
    UNION ALL
    SELECT (SELECT c.thread_id FROM checkpoints c WHERE c.thread_id > t.thread_id
            ORDER BY c.thread_id LIMIT 1)
    FROM threads t WHERE t.thread_id IS NOT NULL
)
SELECT c.thread_id FROM threads c
WHERE c.thread_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM comics k JOIN tasks t ON t.id = k.task_id
    WHERE k.comic_id = split_part(c.thread_id, ':', 1)::uuid
      AND (t.finished_at IS NULL OR t.finished_at >= now() - $1 * interval '1 day'))
AND NOT EXISTS (
    SELECT 1 FROM tasks t
    WHERE t.id = split_part(c.thread_id, ':', 1)::uuid
      AND (t.finished_at IS NULL OR t.finished_at >= now() - $1 * interval '1 day'))
LIMIT $2;

-- name: delete_checkpoint_writes
-- First what points to checkpoints, so that an interruption leaves nothing unfindable.
DELETE FROM checkpoint_writes WHERE thread_id = ANY($1::text[]);

-- name: delete_checkpoint_blobs
-- Then their values.
DELETE FROM checkpoint_blobs WHERE thread_id = ANY($1::text[]);

-- name: delete_checkpoints
-- Last the checkpoints, by which old_threads finds the rest.
DELETE FROM checkpoints WHERE thread_id = ANY($1::text[]);

-- name: old_comics
-- Comics whose files have served their time; none is younger than its task.
SELECT c.comic_id FROM comics c LEFT JOIN tasks t ON t.id = c.task_id
WHERE c.created_at < now() - $1 * interval '1 day'
  AND (t.id IS NULL OR t.finished_at < now() - $1 * interval '1 day')
ORDER BY c.created_at LIMIT $2;

-- name: delete_comics
-- With their panels.
DELETE FROM comics WHERE comic_id = ANY($1::uuid[]);
