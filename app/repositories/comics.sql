-- Comics: what a comic's task can't say. A comic is seen only with its task and by its owner.

-- name: insert_comics
-- Rides in the transaction that accepts the comics' tasks: their payloads say what was asked for.
INSERT INTO comics (comic_id, task_id, version, owner, writer_id, query, sites, language)
SELECT (payload ->> 'comic_id')::uuid, id, (payload ->> 'version')::integer, owner,
       payload ->> 'writer_id', payload ->> 'query', payload -> 'sites', payload ->> 'language'
FROM tasks WHERE id = ANY($1::uuid[]);

-- name: finish_comic
-- Rides in the transaction that finishes the task; what an older version made is kept out.
UPDATE comics
SET title = $3, report_key = $4, report_url = $5, strip_key = $6, strip_url = $7, sources = $8,
    warnings = $9
WHERE comic_id = $1 AND version = $2;

-- name: insert_panel
-- One per drawn panel, in the same transaction.
INSERT INTO comic_panels (comic_id, version, number, image_key, image_url, raw_key, width, height,
                          dialogue, alt_text, source_ids, prompt, seed)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13);

-- name: get_comic
-- One comic of an owner with the state of its task.
SELECT c.*, t.status AS task_status, t.error, t.result, t.started_at, t.finished_at, t.event_seq
FROM comics c JOIN tasks t ON t.id = c.task_id
WHERE c.comic_id = $1 AND c.owner = $2;

-- name: newest_comics
-- A page of an owner's comics: those older than ($2, $3), newest first.
SELECT c.*, t.status AS task_status, t.error, t.result, t.started_at, t.finished_at, t.event_seq
FROM comics c JOIN tasks t ON t.id = c.task_id
WHERE c.owner = $1 AND (c.created_at, c.comic_id) < ($2, $3)
ORDER BY c.created_at DESC, c.comic_id DESC
LIMIT $4;

-- name: panels
-- The panels of a comic's version; until its task has finished, those in its step ledger.
SELECT number, image_key, image_url, dialogue, alt_text, source_ids
FROM comic_panels WHERE comic_id = $1 AND version = $2
UNION ALL
SELECT * FROM (
    SELECT DISTINCT ON (1) (result ->> 'number')::int, result ->> 'image_key',
           result ->> 'image_url', result -> 'dialogue', result ->> 'alt_text',
           result -> 'source_ids'
    FROM task_steps WHERE task_id = $3 AND finished_at IS NOT NULL AND result ? 'image_key'
    ORDER BY 1, finished_at DESC) AS drawn
WHERE NOT EXISTS (SELECT 1 FROM comic_panels WHERE comic_id = $1 AND version = $2)
ORDER BY number;
