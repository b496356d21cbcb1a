-- Comics. A comic's state is its task's state; these tables hold what the task can't say.

CREATE TABLE IF NOT EXISTS comics (
    comic_id   uuid PRIMARY KEY,
    task_id    uuid NOT NULL,                     -- of the current version
    version    integer NOT NULL DEFAULT 1,
    owner      text NOT NULL,
    writer_id  text NOT NULL,
    query      text NOT NULL,
    sites      jsonb NOT NULL DEFAULT '{}',
    language   text NOT NULL DEFAULT 'ko',
    title      text,
    report_key text,
    report_url text,                              -- set when an object store serves the file
    strip_key  text,
    strip_url  text,
    sources    jsonb NOT NULL DEFAULT '[]',
    warnings   jsonb NOT NULL DEFAULT '[]',
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX IF NOT EXISTS comics_owner ON comics (owner, created_at DESC, comic_id DESC);
CREATE INDEX IF NOT EXISTS comics_created ON comics (created_at);
CREATE INDEX IF NOT EXISTS comics_task ON comics (task_id);

CREATE TABLE IF NOT EXISTS comic_panels (
    comic_id   uuid NOT NULL REFERENCES comics ON DELETE CASCADE,
    version    integer NOT NULL,
    number     integer NOT NULL,
    image_key  text NOT NULL,                     -- lettered
    image_url  text,
    raw_key    text NOT NULL,                     -- as the model drew it
    width      integer NOT NULL,
    height     integer NOT NULL,
    dialogue   jsonb NOT NULL,
    alt_text   text NOT NULL,
    source_ids jsonb NOT NULL,
    prompt     text NOT NULL,
    seed       bigint NOT NULL,
    PRIMARY KEY (comic_id, version, number)
);
