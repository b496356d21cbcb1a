-- Chat, on top of chat_schema.sql. A message and its answer are two rows of one task.

ALTER TABLE chat_rooms ADD COLUMN IF NOT EXISTS summarised_at timestamptz;

ALTER TABLE chat_messages ADD COLUMN IF NOT EXISTS task_id uuid;
ALTER TABLE chat_messages ADD COLUMN IF NOT EXISTS usage jsonb;           -- of an answer: as the model counted

-- A request_id is free again after a day, as every idempotency key is.
ALTER TABLE chat_messages DROP CONSTRAINT IF EXISTS chat_messages_owner_request_id_role_key;
CREATE UNIQUE INDEX IF NOT EXISTS chat_messages_task ON chat_messages (task_id, role);
CREATE INDEX IF NOT EXISTS chat_messages_request ON chat_messages (owner, request_id, message_id DESC);

-- Answered messages. Within a room they come in the order in which their questions were accepted.
CREATE OR REPLACE VIEW chat_exchanges AS
    SELECT q.owner, q.room_id, q.task_id, q.message_id, q.content AS question, a.content AS answer,
           q.tokens + a.tokens AS tokens
    FROM chat_messages q JOIN chat_messages a ON a.task_id = q.task_id AND a.role = 'assistant'
    WHERE q.role = 'user';

-- Erasing finds what is still to be delivered.
CREATE INDEX IF NOT EXISTS outbox_task ON outbox (task_id);
