-- Whom a task's end without success is told: {step, url, body, trusted}, written with its acceptance.
ALTER TABLE tasks ADD COLUMN IF NOT EXISTS failure_webhook jsonb;

-- A run, a sweep and a cancel end tasks, each by a statement of its own; here is the one place that
-- all of them pass, in their transaction. Nothing fires for tasks without the column.
CREATE OR REPLACE FUNCTION tell_failure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO outbox (id, task_id, url, body, trusted)
    VALUES (
        NEW.id || ':' || (NEW.failure_webhook ->> 'step'), NEW.id, NEW.failure_webhook ->> 'url',
        (NEW.failure_webhook -> 'body') || jsonb_build_object('error', coalesce(
            NEW.error, '{"slug": "cancelled", "detail": "작업이 취소되었습니다."}')),
        (NEW.failure_webhook ->> 'trusted')::boolean)
    ON CONFLICT (id) DO NOTHING;  -- requeued, and failed again
    RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS tasks_failure_told ON tasks;
CREATE TRIGGER tasks_failure_told AFTER UPDATE OF status ON tasks FOR EACH ROW
    WHEN (NEW.status IN ('FAILED', 'CANCELLED') AND NEW.failure_webhook IS NOT NULL)
    EXECUTE FUNCTION tell_failure();
