-- The campaign's own note of who held which task when; it touches nothing of the product's.

-- name: open
-- A line for each change of a task's state. ``lost``: the sweep took it from its worker.
CREATE TABLE diary (
    n       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    task_id uuid NOT NULL,
    attempt integer NOT NULL,
    worker  text,
    status  text NOT NULL,
    lost    boolean NOT NULL,
    crashes integer NOT NULL,
    at      timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX ON diary (task_id, n);
CREATE FUNCTION write_diary() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO diary (task_id, attempt, worker, status, lost, crashes)
    VALUES (NEW.id, NEW.attempt, coalesce(NEW.worker, OLD.worker), NEW.status,
            NEW.crashes > OLD.crashes, NEW.crashes);
    RETURN NULL;
END $$;
CREATE TRIGGER diary AFTER UPDATE ON tasks FOR EACH ROW
    WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION write_diary();

-- name: turns
-- Each claim, how long it lasted, what it ended in, and when the task was claimed again.
SELECT d.task_id, d.attempt, split_part(d.worker, ':', 2)::int AS pid, d.at AS began,
       t.created_at AS accepted, ended.at AS ended, coalesce(ended.lost, false) AS lost,
       ended.crashes, again.at AS again
FROM diary d
JOIN tasks t ON t.id = d.task_id
LEFT JOIN LATERAL (SELECT e.at, e.lost, e.crashes FROM diary e
                   WHERE e.task_id = d.task_id AND e.n > d.n ORDER BY e.n LIMIT 1) ended ON true
LEFT JOIN LATERAL (SELECT a.at FROM diary a
                   WHERE a.task_id = d.task_id AND a.n > d.n AND a.status = 'RUNNING'
                   ORDER BY a.n LIMIT 1) again ON true
WHERE d.status = 'RUNNING'
ORDER BY d.n;

-- name: counts
-- Open and ended tasks by type, for the progress.
SELECT type, count(*) FILTER (WHERE finished_at IS NULL) AS open, count(finished_at) AS ended
FROM tasks GROUP BY type;

-- name: left
-- How much is still to be done.
SELECT (SELECT count(*) FROM tasks WHERE finished_at IS NULL)
     + (SELECT count(*) FROM outbox WHERE status = 'PENDING');

-- name: endings
-- How tasks ended.
SELECT type, status, coalesce(error ->> 'slug', '') AS reason, count(*) AS tasks
FROM tasks GROUP BY type, status, reason ORDER BY type, tasks DESC;

-- name: failures
-- Tasks that failed, and whether they were made to run out of time.
SELECT id, type, coalesce(error ->> 'slug', '') AS reason,
       coalesce((payload ->> 'sleep')::float8, 0) >= $1 AS late
FROM tasks WHERE status = 'FAILED';

-- name: cancelled
-- By the ids that clients know.
SELECT t.id FROM tasks t WHERE t.status = 'CANCELLED'
UNION ALL
SELECT c.comic_id FROM comics c JOIN tasks t ON t.id = c.task_id WHERE t.status = 'CANCELLED';

-- name: steps
-- Model calls that the comics needed: one for each step that was begun.
SELECT count(*) FILTER (WHERE key NOT LIKE 'n09.panel.%') AS chat,
       count(*) FILTER (WHERE key LIKE 'n09.panel.%') AS txt2img
FROM task_steps s JOIN tasks t ON t.id = s.task_id WHERE t.type = 'comic';
