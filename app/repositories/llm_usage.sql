-- name: count_llm_call
-- One call more; a task that is gone is not counted for. $1 task, $2 model, $3 and $4 tokens.
INSERT INTO llm_usage (task_id, model, calls, prompt_tokens, completion_tokens)
SELECT id, $2, 1, $3, $4 FROM tasks WHERE id = $1
ON CONFLICT (task_id, model) DO UPDATE
SET calls = llm_usage.calls + 1,
    prompt_tokens = llm_usage.prompt_tokens + EXCLUDED.prompt_tokens,
    completion_tokens = llm_usage.completion_tokens + EXCLUDED.completion_tokens;

-- name: llm_usage_of_task
-- $1 task.
SELECT model, calls, prompt_tokens, completion_tokens
FROM llm_usage
WHERE task_id = $1
ORDER BY model;
