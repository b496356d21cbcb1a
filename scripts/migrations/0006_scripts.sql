-- Scripts. A script is its task's payload and result; these tables hold the pictures beside it.

CREATE TABLE IF NOT EXISTS pictures (
    sha256    text PRIMARY KEY,
    key       text NOT NULL,
    url       text,                               -- set when an object store serves the file
    stored_at timestamptz,                        -- null: the file may not be there yet
    seen_at   timestamptz NOT NULL DEFAULT now()  -- when a run last wanted to keep it
);
CREATE INDEX IF NOT EXISTS pictures_seen ON pictures (seen_at);

CREATE TABLE IF NOT EXISTS script_pictures (
    task_id uuid NOT NULL,
    sha256  text NOT NULL REFERENCES pictures,
    PRIMARY KEY (task_id, sha256)
);
CREATE INDEX IF NOT EXISTS script_pictures_sha256 ON script_pictures (sha256);
