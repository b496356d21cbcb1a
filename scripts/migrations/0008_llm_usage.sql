-- What the language models were asked for each task, whatever became of the answers.

CREATE TABLE IF NOT EXISTS llm_usage (
    task_id uuid NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
    model text NOT NULL,
    calls integer NOT NULL,
    prompt_tokens bigint NOT NULL,
    completion_tokens bigint NOT NULL,
    PRIMARY KEY (task_id, model)
);
