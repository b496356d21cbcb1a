-- What must be true of the database, whatever was killed, frozen or lost. Each query answers one
-- sentence per violation. Times are compared on the database's own clock only.

-- name: lost_tasks
-- Acknowledged, and nowhere.
SELECT format('task %s was acknowledged and is not stored', accepted.id)
FROM unnest($1::uuid[]) AS accepted (id)
WHERE NOT EXISTS (SELECT 1 FROM tasks t WHERE t.id = accepted.id);

-- name: lost_comics
-- Acknowledged, and nowhere, or without the task that makes them.
SELECT format('comic %s was acknowledged and is not stored', accepted.id)
FROM unnest($1::uuid[]) AS accepted (id)
WHERE NOT EXISTS (
    SELECT 1 FROM comics c JOIN tasks t ON t.id = c.task_id WHERE c.comic_id = accepted.id);

-- name: tasks_nobody_asked_for
-- For runs in which every request carries a key: a key makes one task, a task has one key.
SELECT format('task %s has no idempotency key: a request made two tasks', t.id)
FROM tasks t WHERE NOT EXISTS (SELECT 1 FROM idempotency_keys k WHERE k.task_id = t.id)
UNION ALL
SELECT format('key %s names task %s, which is not stored', k.key, k.task_id)
FROM idempotency_keys k WHERE NOT EXISTS (SELECT 1 FROM tasks t WHERE t.id = k.task_id)
UNION ALL
SELECT format('task %s has %s idempotency keys', task_id, count(*))
FROM idempotency_keys GROUP BY task_id HAVING count(*) > 1;

-- name: unfinished_tasks
-- Nobody works any more, and these are open.
SELECT format('task %s (%s) is still %s', id, type, status)
FROM tasks WHERE status IN ('PENDING', 'RUNNING', 'WAITING');

-- name: overdue_tasks
-- Not ended by deadline plus $1 seconds.
SELECT format('task %s (%s) was not ended %s after its deadline', id, type,
              date_trunc('second', coalesce(finished_at, now()) - deadline_at))
FROM tasks WHERE coalesce(finished_at, now()) > deadline_at + $1::float8 * interval '1 second';

-- name: event_gaps
-- Events are numbered from 1 without a gap, as far as the task says.
SELECT format('task %s has events %s instead of 1 to %s', t.id,
              coalesce(string_agg(e.seq::text, ' ' ORDER BY e.seq), 'none'), t.event_seq)
FROM tasks t LEFT JOIN task_events e ON e.task_id = t.id
GROUP BY t.id
HAVING coalesce(array_agg(e.seq ORDER BY e.seq) FILTER (WHERE e.seq IS NOT NULL), '{}')
       <> ARRAY(SELECT generate_series(1, t.event_seq))
UNION ALL
SELECT format('event %s of task %s belongs to no task', seq, task_id)
FROM task_events e WHERE NOT EXISTS (SELECT 1 FROM tasks t WHERE t.id = e.task_id);

-- name: wrong_endings
-- An ended task has one ending, its last event, of its own status; an open task has none.
SELECT format('task %s is %s after the endings %s', t.id, t.status,
              coalesce(string_agg(e.kind || ' at ' || e.seq, ', ' ORDER BY e.seq), 'none'))
FROM tasks t
LEFT JOIN task_events e ON e.task_id = t.id AND e.kind IN ('succeeded', 'failed', 'cancelled')
GROUP BY t.id
HAVING CASE WHEN t.status IN ('SUCCEEDED', 'FAILED', 'CANCELLED')
            THEN count(e.seq) <> 1 OR max(e.kind) <> lower(t.status) OR max(e.seq) <> t.event_seq
                 OR t.finished_at IS NULL OR t.lease_until IS NOT NULL
            ELSE count(e.seq) <> 0 OR t.finished_at IS NOT NULL END;

-- name: uncounted_attempts
-- Every claim told its start, under the next number.
SELECT format('task %s is at attempt %s and told the starts %s', t.id, t.attempt,
              coalesce(string_agg(e.data ->> 'attempt', ' ' ORDER BY e.seq), 'none'))
FROM tasks t LEFT JOIN task_events e ON e.task_id = t.id AND e.kind = 'started'
GROUP BY t.id
HAVING coalesce(array_agg((e.data ->> 'attempt')::int ORDER BY e.seq)
                FILTER (WHERE e.seq IS NOT NULL), '{}')
       <> ARRAY(SELECT generate_series(1, t.attempt));

-- name: repeated_events
-- What a client sees happen, happens once.
SELECT format('task %s told %s %s %s times', task_id, kind, what, count(*))
FROM (SELECT task_id, kind, coalesce(data ->> 'node', data ->> 'number') AS what
      FROM task_events WHERE kind IN ('node_finished', 'panel', 'step')) AS told
GROUP BY task_id, kind, what HAVING count(*) > 1;

-- name: repeated_steps
-- A paid step is completed once, under whatever key.
SELECT format('task %s completed step %s %s times', task_id, name, count(*))
FROM (SELECT task_id, CASE WHEN key LIKE 'step:%' THEN key ELSE split_part(key, ':', 1) END AS name
      FROM task_steps WHERE finished_at IS NOT NULL) AS done
GROUP BY task_id, name HAVING count(*) > 1;

-- name: torn_comics
-- A comic is whole once its task succeeded, and shows nothing before or without that.
SELECT format('comic %s is %s with title %s, report %s, strip %s and panels %s', c.comic_id,
              t.status, c.title, c.report_key, c.strip_key,
              coalesce(string_agg(p.number::text, ' ' ORDER BY p.number), 'none'))
FROM comics c JOIN tasks t ON t.id = c.task_id
LEFT JOIN comic_panels p ON p.comic_id = c.comic_id AND p.version = c.version
GROUP BY c.comic_id, t.id
HAVING CASE WHEN t.status = 'SUCCEEDED'
            THEN c.title IS NULL OR c.report_key IS NULL OR c.strip_key IS NULL
                 OR coalesce(array_agg(p.number ORDER BY p.number)
                             FILTER (WHERE p.number IS NOT NULL), '{}')
                    <> ARRAY(SELECT generate_series(1, (t.payload ->> 'panels')::int))
            ELSE c.title IS NOT NULL OR count(p.number) <> 0 END
UNION ALL
SELECT format('comic %s has no task', c.comic_id)
FROM comics c WHERE NOT EXISTS (SELECT 1 FROM tasks t WHERE t.id = c.task_id)
UNION ALL
SELECT format('task %s has %s comics instead of one', t.id, count(c.comic_id))
FROM tasks t LEFT JOIN comics c ON c.task_id = t.id
WHERE t.type = 'comic' GROUP BY t.id HAVING count(c.comic_id) <> 1;

-- name: branched_checkpoints
-- A thread of checkpoints is one line that ends at the head which its task names.
SELECT format('thread %s went on %s times from checkpoint %s', thread_id, count(*),
              coalesce(parent_checkpoint_id, 'none'))
FROM checkpoints GROUP BY thread_id, checkpoint_ns, parent_checkpoint_id HAVING count(*) > 1
UNION ALL
SELECT format('task %s names the head %s, and the last checkpoint is %s', t.id, t.checkpoint_head,
              coalesce(string_agg(k.checkpoint_id, ' '), 'none'))
FROM tasks t JOIN comics c ON c.task_id = t.id
LEFT JOIN checkpoints k ON k.thread_id = c.comic_id || ':' || c.version AND NOT EXISTS (
    SELECT 1 FROM checkpoints later WHERE later.thread_id = k.thread_id
    AND later.checkpoint_ns = k.checkpoint_ns AND later.parent_checkpoint_id = k.checkpoint_id)
GROUP BY t.id
HAVING coalesce(array_agg(k.checkpoint_id) FILTER (WHERE k.checkpoint_id IS NOT NULL), '{}')
       <> CASE WHEN t.checkpoint_head IS NULL THEN '{}' ELSE ARRAY[t.checkpoint_head] END;

-- name: torn_messages
-- A message is stored with its acceptance; it has an answer when its task succeeded, and only then.
SELECT format('message %s is %s with %s rows and %s answers', t.id, t.status, count(m.role),
              count(m.role) FILTER (WHERE m.role = 'assistant'))
FROM tasks t LEFT JOIN chat_messages m ON m.task_id = t.id
WHERE t.type = 'chat'
GROUP BY t.id
HAVING count(m.role) FILTER (WHERE m.role = 'user') <> 1
       OR count(m.role) FILTER (WHERE m.role = 'assistant') <> (t.status = 'SUCCEEDED')::int;

-- name: disordered_rooms
-- A room's messages are begun and answered one after another, in the order of their acceptance.
SELECT format('message %s was begun or answered before the one before it', task_id) FROM (
    SELECT q.task_id, t.started_at, lag(t.finished_at) OVER room AS finished_before,
           a.message_id AS answer, lag(a.message_id) OVER room AS answer_before
    FROM chat_messages q
    JOIN chat_messages a ON a.task_id = q.task_id AND a.role = 'assistant'
    JOIN tasks t ON t.id = q.task_id
    WHERE q.role = 'user'
    WINDOW room AS (PARTITION BY q.owner, q.room_id ORDER BY q.message_id)) AS said
WHERE answer < answer_before OR started_at < finished_before;

-- name: wrong_outbox
-- A success put each of its messages into the outbox once, any other end the one that it was given
-- for that; nothing else did.
WITH wanted AS (
    SELECT id || ':backend' AS id FROM tasks WHERE type = 'comic' AND status = 'SUCCEEDED'
    UNION ALL
    SELECT id || ':callback' FROM tasks
    WHERE type = 'comic' AND status = 'SUCCEEDED' AND payload ->> 'callback_url' IS NOT NULL
    UNION ALL
    SELECT id || ':done' FROM tasks
    WHERE type = 'probe' AND status = 'SUCCEEDED' AND payload ->> 'webhook_url' IS NOT NULL
    UNION ALL
    SELECT id || ':answer' FROM tasks WHERE type = 'chat' AND status = 'SUCCEEDED'
    UNION ALL
    SELECT id || ':' || (failure_webhook ->> 'step') FROM tasks
    WHERE status IN ('FAILED', 'CANCELLED') AND failure_webhook IS NOT NULL
)
SELECT CASE WHEN o.id IS NULL THEN format('message %s is not in the outbox', w.id)
            ELSE format('message %s is in the outbox and nobody finished that', o.id) END
FROM wanted w FULL JOIN outbox o ON o.id = w.id WHERE w.id IS NULL OR o.id IS NULL;

-- name: undelivered_messages
-- Nobody works any more, and these were not taken.
SELECT format('message %s is %s after %s tries: %s', id, status, tries,
              coalesce(last_error, 'no error'))
FROM outbox WHERE status <> 'DELIVERED';

-- name: delivered_messages
-- What receivers must have seen.
SELECT id FROM outbox WHERE status = 'DELIVERED';

-- name: known_messages
-- What receivers may have seen.
SELECT id FROM outbox;

-- name: stored_comics
-- For the files: which comics there are, and what the finished ones point to.
SELECT c.comic_id, c.version, t.status,
       array_remove(array_agg(p.image_key) || array_agg(p.raw_key)
                    || c.report_key || c.strip_key, NULL) AS keys
FROM comics c JOIN tasks t ON t.id = c.task_id
LEFT JOIN comic_panels p ON p.comic_id = c.comic_id AND p.version = c.version
GROUP BY c.comic_id, t.id;

-- name: ledger
-- How often calls were begun, as the steps of comics say.
SELECT coalesce(sum(starts) FILTER (WHERE key NOT LIKE 'n09.panel.%'), 0) AS chat,
       coalesce(sum(starts) FILTER (WHERE key LIKE 'n09.panel.%'), 0) AS txt2img
FROM task_steps s JOIN tasks t ON t.id = s.task_id WHERE t.type = 'comic';

-- name: wrong_effects
-- Probes: the effect of the finish, once, from the attempt that finished.
SELECT format('task %s is %s (attempt %s) with the effects of attempts %s', t.id, t.status,
              coalesce(t.result ->> 'attempt', 'none'),
              coalesce(string_agg(e.attempt::text, ' ' ORDER BY e.n), 'none'))
FROM tasks t LEFT JOIN effects e ON e.task_id = t.id AND e.what = 'finished'
WHERE t.type = 'probe'
GROUP BY t.id
HAVING coalesce(array_agg(e.attempt) FILTER (WHERE e.n IS NOT NULL), '{}')
       <> CASE WHEN t.status = 'SUCCEEDED' AND ((t.payload ->> 'effect')::bool
                                                OR t.payload ->> 'webhook_url' IS NOT NULL)
               THEN ARRAY[(t.result ->> 'attempt')::int] ELSE '{}' END;

-- name: steps_beyond_ledger
-- Probes: a step ran no more often than the ledger says that it began.
SELECT format('task %s ran %s %s times and the ledger counts %s starts', e.task_id, e.what,
              count(*), coalesce(max(s.starts), 0))
FROM effects e
LEFT JOIN task_steps s ON s.task_id = e.task_id AND s.key = replace(e.what, 'step ', 'step:')
WHERE e.what LIKE 'step %'
GROUP BY e.task_id, e.what HAVING count(*) > coalesce(max(s.starts), 0);

-- name: lane_disorder
-- Probes: in a lane nobody begins before all that were accepted earlier have ended.
WITH turns AS (
    SELECT t.id, t.lane, t.lane_position, began.at AS began,
           max(coalesce(t.finished_at, 'infinity')) OVER (
               PARTITION BY t.lane ORDER BY t.lane_position
               ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS earlier_ended
    FROM tasks t
    LEFT JOIN LATERAL (SELECT min(e.at) AS at FROM effects e WHERE e.task_id = t.id) began ON true
    WHERE t.lane IS NOT NULL
)
SELECT format('lane %s: task %s began at %s, before all earlier ones had ended (%s)', lane, id,
              began, earlier_ended)
FROM turns WHERE began < earlier_ended;

-- name: lane_positions
-- The lane's tasks in the order of their positions.
SELECT id FROM tasks WHERE lane = $1 AND id = ANY($2::uuid[]) ORDER BY lane_position;
