-- What each worker got done since its start; /metrics tells it.

ALTER TABLE workers ADD COLUMN IF NOT EXISTS stats jsonb NOT NULL DEFAULT '{}';
