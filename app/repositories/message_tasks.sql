-- Tasks that write messages, as a page asks for them.

-- name: asked_before
-- The open task of this lane and owner that was asked for all of these, if there is one, and the
-- lane's next position: both as of one moment.
SELECT t.id AS task_id, coalesce(l.next_position, 0) AS position
FROM (SELECT $1::text AS lane) a
LEFT JOIN lanes l ON l.key = a.lane
LEFT JOIN LATERAL (
    SELECT id FROM tasks
    WHERE lane = a.lane AND status IN ('PENDING', 'RUNNING', 'WAITING')
      AND owner = $2 AND payload -> 'stamps' @> $3::jsonb
    ORDER BY lane_position LIMIT 1
) t ON true;
