-- A worker holds one session of this name for as long as its process lives: PostgreSQL sees a death
-- at once, where a lease only runs out.
CREATE OR REPLACE VIEW live_workers AS
    SELECT substr(application_name, length('newsum-alive ') + 1) AS id FROM pg_stat_activity
    WHERE datname = current_database() AND application_name LIKE 'newsum-alive %';

-- Whose call holds the slot: a dead worker's slots are free again as soon as its leases are.
ALTER TABLE slots ADD COLUMN IF NOT EXISTS worker text;
