-- Scripts as their owners read them. A script is seen only by its owner.

-- name: get_script
-- The task, and which steps it has begun and finished.
SELECT t.id AS task_id, t.payload, t.status, t.error, t.result, t.started_at, t.finished_at,
       t.created_at, t.event_seq AS last_event, e.begun, e.finished
FROM tasks t
CROSS JOIN LATERAL (
    SELECT coalesce(array_agg(data ->> 'node' ORDER BY seq) FILTER (WHERE kind = 'node_started'),
                    '{}') AS begun,
           coalesce(array_agg(data ->> 'node' ORDER BY seq) FILTER (WHERE kind = 'node_finished'),
                    '{}') AS finished
    FROM task_events WHERE task_id = t.id AND kind IN ('node_started', 'node_finished')) e
WHERE t.id = $1 AND t.owner = $2 AND t.type = 'script';

-- name: script_picture
-- A picture that an owner's script shows.
SELECT p.key, p.url
FROM script_pictures s JOIN pictures p USING (sha256) JOIN tasks t ON t.id = s.task_id
WHERE s.task_id = $1 AND s.sha256 = $2 AND t.owner = $3;

-- name: show_pictures
-- Rides in the transaction that finishes the script's task.
INSERT INTO script_pictures (task_id, sha256)
SELECT $1, sha256 FROM pictures WHERE sha256 = ANY($2::text[])
ON CONFLICT DO NOTHING;
