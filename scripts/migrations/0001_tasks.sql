-- The task engine. PostgreSQL holds the truth; Redis only wakes the workers.
-- Idempotent: may be applied by hand (psql -f) as well as by the start.

CREATE TABLE IF NOT EXISTS tasks (
    id              uuid PRIMARY KEY,
    type            text NOT NULL,
    queue           text NOT NULL,
    owner           text NOT NULL,
    status          text NOT NULL DEFAULT 'PENDING'
                    CHECK (status IN ('PENDING','RUNNING','WAITING','SUCCEEDED','FAILED','CANCELLED')),
    dead            boolean NOT NULL DEFAULT false,
    payload         jsonb NOT NULL,
    result          jsonb,
    error           jsonb,
    attempt         integer NOT NULL DEFAULT 0,   -- the fencing token; never goes back
    crashes         integer NOT NULL DEFAULT 0,   -- leases lost since the last committed progress
    retries         integer NOT NULL DEFAULT 0,   -- retries since the last committed progress
    event_seq       bigint NOT NULL DEFAULT 0,
    lane            text,
    lane_position   bigint,
    due_at          timestamptz NOT NULL DEFAULT now(),
    deadline_at     timestamptz NOT NULL,
    lease_until     timestamptz,
    worker          text,
    checkpoint_head text,
    created_at      timestamptz NOT NULL DEFAULT now(),
    started_at      timestamptz,
    finished_at     timestamptz
) WITH (fillfactor = 80);

CREATE INDEX IF NOT EXISTS tasks_pending ON tasks (queue, due_at) WHERE status = 'PENDING';
CREATE INDEX IF NOT EXISTS tasks_pending_owner ON tasks (owner) WHERE status = 'PENDING';
CREATE INDEX IF NOT EXISTS tasks_running ON tasks (queue) WHERE status = 'RUNNING';
CREATE INDEX IF NOT EXISTS tasks_open_deadline ON tasks (deadline_at) WHERE status IN ('PENDING','RUNNING');
CREATE INDEX IF NOT EXISTS tasks_open_lane ON tasks (lane, lane_position)
    WHERE lane IS NOT NULL AND status IN ('PENDING','RUNNING','WAITING');
CREATE INDEX IF NOT EXISTS tasks_dead ON tasks (finished_at) WHERE dead;
CREATE INDEX IF NOT EXISTS tasks_finished ON tasks (finished_at) WHERE finished_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS task_events (
    task_id uuid NOT NULL,
    seq     bigint NOT NULL,
    kind    text NOT NULL,
    data    jsonb NOT NULL DEFAULT '{}',
    at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (task_id, seq)
);

CREATE INDEX IF NOT EXISTS task_events_at ON task_events USING brin (at);

CREATE TABLE IF NOT EXISTS task_steps (
    task_id     uuid NOT NULL,
    key         text NOT NULL,
    starts      integer NOT NULL DEFAULT 1,       -- more than one: a call was in flight at a kill
    attempt     integer NOT NULL,
    result      jsonb,
    started_at  timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    PRIMARY KEY (task_id, key)
);

CREATE INDEX IF NOT EXISTS task_steps_started ON task_steps USING brin (started_at);

CREATE TABLE IF NOT EXISTS idempotency_keys (
    owner      text NOT NULL,
    key        text NOT NULL,
    body_hash  bytea NOT NULL,
    task_id    uuid NOT NULL,
    answer     jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner, key)
);
CREATE INDEX IF NOT EXISTS idempotency_keys_created ON idempotency_keys (created_at);

CREATE TABLE IF NOT EXISTS lanes (
    key           text PRIMARY KEY,
    next_position bigint NOT NULL
);

CREATE TABLE IF NOT EXISTS slots (
    endpoint    text NOT NULL,
    n           integer NOT NULL,
    holder      text,
    lease_until timestamptz,
    PRIMARY KEY (endpoint, n)
);

CREATE TABLE IF NOT EXISTS outbox (
    id           text PRIMARY KEY,                -- (task, step): the webhook id receivers see
    task_id      uuid NOT NULL,
    url          text NOT NULL,
    body         jsonb NOT NULL,
    trusted      boolean NOT NULL,
    status       text NOT NULL DEFAULT 'PENDING' CHECK (status IN ('PENDING','DELIVERED','DEAD')),
    tries        integer NOT NULL DEFAULT 0,
    due_at       timestamptz NOT NULL DEFAULT now(),
    give_up_at   timestamptz NOT NULL DEFAULT now() + interval '24 hours',
    last_error   text,
    created_at   timestamptz NOT NULL DEFAULT now(),
    delivered_at timestamptz
);
CREATE INDEX IF NOT EXISTS outbox_due ON outbox (due_at) WHERE status = 'PENDING';
CREATE INDEX IF NOT EXISTS outbox_done ON outbox (created_at) WHERE status <> 'PENDING';

CREATE TABLE IF NOT EXISTS workers (
    id         text PRIMARY KEY,                  -- host:pid:boot nonce
    queues     text[] NOT NULL,
    running    integer NOT NULL DEFAULT 0,
    finished   bigint NOT NULL DEFAULT 0,
    probes     jsonb NOT NULL DEFAULT '{}',       -- endpoint -> {"ok": bool, "detail": text}
    started_at timestamptz NOT NULL DEFAULT now(),
    seen_at    timestamptz NOT NULL DEFAULT now()
);
