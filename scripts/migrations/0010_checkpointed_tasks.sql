-- How retention finds the tasks that left checkpoints, without looking at the young ones.
CREATE INDEX IF NOT EXISTS tasks_checkpointed ON tasks (finished_at) WHERE checkpoint_head IS NOT NULL;
