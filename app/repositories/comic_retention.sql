-- What old comics leave behind. A comic is as old as the end of its current task; one whose task is
-- gone is old by that alone.

-- name: old_comics
-- Comics whose files have served their time; none is younger than its task.
SELECT c.comic_id FROM comics c LEFT JOIN tasks t ON t.id = c.task_id
WHERE c.created_at < now() - $1 * interval '1 day'
  AND (t.id IS NULL OR t.finished_at < now() - $1 * interval '1 day')
ORDER BY c.created_at LIMIT $2;

-- name: delete_comics
-- With their panels.
DELETE FROM comics WHERE comic_id = ANY($1::uuid[]);
