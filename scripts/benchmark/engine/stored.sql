-- What a busy installation has stored: tasks that ended within the last six days, so that nothing is
-- due for pruning. Most are model tasks; one in twenty is a comic with its steps and checkpoints.

-- name: store
-- Numbers $1 to $2 of $3 tasks, oldest first.
WITH numbered AS (
    SELECT n, gen_random_uuid() AS id, n % 20 = 0 AS comic, n % 50 = 7 AS failed,
           now() - interval '1 hour' - (1 - n::float8 / $3::int) * interval '143 hours' AS at
    FROM generate_series($1::int, $2::int) AS n
), stored AS (
    INSERT INTO tasks (id, type, queue, owner, status, dead, payload, result, error, attempt,
                       event_seq, due_at, deadline_at, worker, created_at, started_at, finished_at,
                       checkpoint_head)
    SELECT id,
           CASE WHEN comic THEN 'comic' ELSE 'llm_request' END,
           CASE WHEN comic THEN 'comic_task_queue' ELSE 'llm_request_queue' END,
           'key:' || md5((n % 40)::text),
           CASE WHEN failed THEN 'FAILED' ELSE 'SUCCEEDED' END,
           failed AND n % 20 = 7,
           jsonb_build_object('number', n, 'language', 'ko', 'prompt',
                              repeat('도심 하천에 수달이 돌아왔다. ', 10)),
           CASE WHEN NOT failed THEN jsonb_build_object('answer', repeat('수달 세 마리. ', 10)) END,
           CASE WHEN failed THEN '{"slug": "upstream_error", "detail": "500"}'::jsonb END,
           1, 3, at, at + interval '30 minutes', 'host:1:00000000', at,
           at + interval '20 milliseconds', at + interval '9 seconds',
           CASE WHEN comic AND at > now() - interval '70 hours' THEN 'checkpoint-13' END
    FROM numbered
), told AS (
    INSERT INTO task_events (task_id, seq, kind, data, at)
    SELECT id, seq,
           (ARRAY['accepted', 'started', CASE WHEN failed THEN 'failed' ELSE 'succeeded' END])[seq],
           '{}', at + (seq - 1) * interval '4 seconds'
    FROM numbered, generate_series(1, 3) AS seq
), keyed AS (
    INSERT INTO idempotency_keys (owner, key, body_hash, task_id, answer, created_at)
    SELECT 'key:' || md5((n % 40)::text), 'stored-' || n, decode(md5(n::text), 'hex'), id,
           jsonb_build_object('task_id', id), at
    FROM numbered WHERE at > now() - interval '23 hours'
), drawn AS (
    INSERT INTO comics (comic_id, task_id, owner, writer_id, query, title, created_at)
    SELECT gen_random_uuid(), id, 'key:' || md5((n % 40)::text), 'writer', '수달', '수달', at
    FROM numbered WHERE comic
    RETURNING comic_id, task_id, created_at
), recent AS (
    SELECT * FROM drawn WHERE created_at > now() - interval '70 hours'
), stepped AS (
    INSERT INTO task_steps (task_id, key, attempt, result, started_at, finished_at)
    SELECT task_id, 'step-' || step, 1, jsonb_build_object('text', repeat('수달 ', 50)),
           created_at, created_at
    FROM recent, generate_series(1, 12) AS step
)
INSERT INTO checkpoints (thread_id, checkpoint_id, type, checkpoint, metadata)
SELECT comic_id || ':1', 'checkpoint-' || step, 'json', '{}', '{}'
FROM recent, generate_series(1, 13) AS step;
