-- What old comics leave behind. A comic is as old as the end of its current task.

-- name: old_threads
-- Checkpoint threads (comic_id:version) whose task ended long ago.
SELECT t.payload ->> 'comic_id' || ':' || (t.payload ->> 'version') AS thread_id
FROM tasks t
WHERE t.type = 'comic' AND t.finished_at < now() - $1 * interval '1 day'
  AND EXISTS (
      SELECT 1 FROM checkpoints c
      WHERE c.thread_id = t.payload ->> 'comic_id' || ':' || (t.payload ->> 'version'))
ORDER BY t.finished_at LIMIT $2;

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
-- Comics whose files have served their time.
SELECT c.comic_id FROM comics c JOIN tasks t ON t.id = c.task_id
WHERE t.finished_at < now() - $1 * interval '1 day'
ORDER BY t.finished_at LIMIT $2;

-- name: delete_comics
-- With their panels.
DELETE FROM comics WHERE comic_id = ANY($1::uuid[]);
