-- Chat rooms and messages. Idempotent: psql -d newsum -f scripts/chat_schema.sql, or by the start,
-- which also applies what came later (migrations/0005_chats.sql).

CREATE TABLE IF NOT EXISTS chat_rooms (
    owner           text NOT NULL,
    room_id         text NOT NULL,
    summary         text,
    summarised_upto bigint NOT NULL DEFAULT 0,
    created_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner, room_id)
);

CREATE TABLE IF NOT EXISTS chat_messages (
    message_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    owner      text NOT NULL,
    room_id    text NOT NULL,
    request_id text NOT NULL,
    role       text NOT NULL CHECK (role IN ('user', 'assistant')),
    user_id    text,
    content    text NOT NULL,
    tokens     integer,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (owner, request_id, role),
    FOREIGN KEY (owner, room_id) REFERENCES chat_rooms (owner, room_id) ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS chat_messages_room ON chat_messages (owner, room_id, message_id DESC);
