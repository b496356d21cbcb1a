-- Chat. A message is stored with its acceptance, its answer with the finish of the same task. In a
-- room message_id is the order of acceptance: the lane's lock lasts until the commit.

-- name: accept_messages
-- Rides in the transaction that accepts the messages' tasks.
WITH asked AS (
    SELECT id, owner, lane, lane_position, payload FROM tasks WHERE id = ANY($1::uuid[])
), rooms AS (
    INSERT INTO chat_rooms (owner, room_id)
    SELECT DISTINCT owner, payload ->> 'room_id' FROM asked ORDER BY 1, 2
    ON CONFLICT DO NOTHING
)
INSERT INTO chat_messages (owner, room_id, task_id, request_id, role, user_id, content)
SELECT owner, payload ->> 'room_id', id, payload ->> 'request_id', 'user', payload ->> 'user_id',
       payload ->> 'message'
FROM asked ORDER BY lane, lane_position;

-- name: answer_message
-- Rides in the transaction that finishes the task; $2 are the message's tokens, $4 the answer's.
WITH asked AS (
    UPDATE chat_messages SET tokens = $2 WHERE task_id = $1 AND role = 'user'
    RETURNING owner, room_id, request_id
)
INSERT INTO chat_messages (
    owner, room_id, task_id, request_id, role, content, tokens, usage, finish_reason)
SELECT owner, room_id, $1, request_id, 'assistant', $3, $4, $5, $6 FROM asked;

-- name: before_message
-- The room's summary and the last answered messages before this one, newest first; no row when the
-- room is gone. A message without an answer (failed, cancelled) is no part of the conversation.
SELECT r.summary, e.message_id, e.question, e.answer, e.tokens
FROM chat_messages m
JOIN chat_rooms r USING (owner, room_id)
LEFT JOIN LATERAL (
    SELECT * FROM chat_exchanges x
    WHERE x.owner = m.owner AND x.room_id = m.room_id AND x.message_id < m.message_id
    ORDER BY x.message_id DESC LIMIT $2) e ON true
WHERE m.task_id = $1 AND m.role = 'user'
ORDER BY e.message_id DESC;

-- name: unsummarised
-- How much the summary lacks ($3 messages are looked at), and whether one is on its way ($4: lane)
-- or failed in the last $5 seconds.
SELECT count(*) AS exchanges, coalesce(sum(tokens), 0)::bigint AS tokens,
       EXISTS (SELECT 1 FROM tasks t
               WHERE t.lane = $4 AND t.status IN ('PENDING', 'RUNNING', 'WAITING')) AS queued,
       EXISTS (SELECT 1 FROM chat_rooms r
               WHERE r.owner = $1 AND r.room_id = $2 AND r.summary_asked_at
                     > greatest(r.summarised_at, now() - $5 * interval '1 second')) AS resting
FROM (
    SELECT x.tokens FROM chat_rooms r JOIN chat_exchanges x USING (owner, room_id)
    WHERE r.owner = $1 AND r.room_id = $2 AND x.message_id > r.summarised_upto
    ORDER BY x.message_id LIMIT $3) AS new;

-- name: ask_for_summary
-- Rides in the transaction that accepts the summary's task.
UPDATE chat_rooms SET summary_asked_at = now() WHERE owner = $1 AND room_id = $2;

-- name: to_summarise
-- The summary, and the oldest answered messages that it lacks; no row when the room is gone.
SELECT r.summary, r.summarised_upto, e.message_id, e.question, e.answer, e.tokens
FROM chat_rooms r
LEFT JOIN LATERAL (
    SELECT * FROM chat_exchanges x
    WHERE x.owner = r.owner AND x.room_id = r.room_id AND x.message_id > r.summarised_upto
    ORDER BY x.message_id LIMIT $3) e ON true
WHERE r.owner = $1 AND r.room_id = $2
ORDER BY e.message_id;

-- name: store_summary
-- Rides in the transaction that finishes the summary; only over the one that it was made from ($5).
UPDATE chat_rooms SET summary = $3, summarised_upto = $4, summarised_at = now()
WHERE owner = $1 AND room_id = $2 AND summarised_upto = $5;

-- name: get_message
-- A message of an owner with its answer and the state of its task, which may be pruned by now.
SELECT q.request_id, q.room_id, q.task_id, a.content AS answer, a.usage, a.finish_reason, t.status, t.error,
       t.result -> 'warnings' AS warnings,
       t.started_at IS NOT NULL AS started
FROM chat_messages q
LEFT JOIN chat_messages a ON a.task_id = q.task_id AND a.role = 'assistant'
LEFT JOIN tasks t ON t.id = q.task_id
WHERE q.owner = $1 AND q.request_id = $2 AND q.role = 'user'
ORDER BY q.message_id DESC LIMIT 1;

-- name: get_room
-- A room of an owner.
SELECT room_id, summary, summarised_at, created_at FROM chat_rooms
WHERE owner = $1 AND room_id = $2;

-- name: room_messages
-- A page of a room's history: what came before $3, newest first.
SELECT m.message_id, m.request_id, m.role, m.user_id, m.content, m.tokens, m.finish_reason,
       m.created_at,
       a.task_id IS NOT NULL AS answered, t.started_at IS NOT NULL AS started, t.status
FROM chat_messages m
LEFT JOIN chat_messages a ON a.task_id = m.task_id AND a.role = 'assistant' AND m.role = 'user'
LEFT JOIN tasks t ON t.id = m.task_id AND m.role = 'user'
WHERE m.owner = $1 AND m.room_id = $2 AND m.message_id < $3
ORDER BY m.message_id DESC LIMIT $4;

-- name: erase_messages
-- The oldest of a room whose tasks have ended ($3 of them, all when null). Their request ids are free
-- again ($4: what their idempotency keys begin with).
WITH erased AS (
    DELETE FROM chat_messages WHERE message_id = ANY(ARRAY(
        SELECT m.message_id FROM chat_messages m
        WHERE m.owner = $1 AND m.room_id = $2
          AND NOT EXISTS (SELECT 1 FROM tasks t WHERE t.id = m.task_id AND t.finished_at IS NULL)
        ORDER BY m.message_id LIMIT $3))
    RETURNING task_id, request_id
), keys AS (
    DELETE FROM idempotency_keys k USING erased e
    WHERE k.owner = $1 AND k.key = $4 || e.request_id AND k.task_id = e.task_id
)
SELECT task_id FROM erased;

-- name: erase_room
-- When its messages are gone.
DELETE FROM chat_rooms WHERE owner = $1 AND room_id = $2 RETURNING room_id;
