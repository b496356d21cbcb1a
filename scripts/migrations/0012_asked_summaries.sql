-- When a room's summary was last asked for: one that failed is not asked for again at once.
ALTER TABLE chat_rooms ADD COLUMN IF NOT EXISTS summary_asked_at timestamptz;
