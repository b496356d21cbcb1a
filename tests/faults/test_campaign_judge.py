"""The judge has teeth: each violation that is planted in a sound story is told."""

from collections.abc import AsyncIterator
from dataclasses import asdict
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from app.embedded.endpoints import PostgresEndpoint
from app.services.storage.paths import StoragePaths
from tests.engine_worker import CREATE_EFFECTS
from tests.faults import invariants

FIRST, SECOND, DRAWN = (UUID(int=n) for n in (1, 2, 3))
COMIC = UUID(int=30)
MARK = "0123456789ab"

# Two probes of one lane, the first of which was tried twice, and a comic of one panel.
STORY = f"""
INSERT INTO tasks (id, type, queue, owner, status, payload, result, attempt, event_seq, lane,
                   lane_position, deadline_at, finished_at, checkpoint_head) VALUES
('{FIRST}', 'probe', 'q', 'o', 'SUCCEEDED', '{{"effect": true, "webhook_url": "http://x"}}',
 '{{"attempt": 2}}', 2, 6, 'lane', 1, now() + interval '1 minute', now(), NULL),
('{SECOND}', 'probe', 'q', 'o', 'SUCCEEDED', '{{"effect": false}}', '{{"attempt": 1}}', 1, 3,
 'lane', 2, now() + interval '1 minute', now() + interval '2 s', NULL),
('{DRAWN}', 'comic', 'q', 'o', 'SUCCEEDED', '{{"panels": 1}}', '{{}}', 1, 5, NULL, NULL,
 now() + interval '1 minute', now(), 'head');
INSERT INTO task_events (task_id, seq, kind, data) VALUES
('{FIRST}', 1, 'accepted', '{{}}'), ('{FIRST}', 2, 'started', '{{"attempt": 1}}'),
('{FIRST}', 3, 'retry', '{{}}'), ('{FIRST}', 4, 'started', '{{"attempt": 2}}'),
('{FIRST}', 5, 'step', '{{"number": 0}}'), ('{FIRST}', 6, 'succeeded', '{{}}'),
('{SECOND}', 1, 'accepted', '{{}}'), ('{SECOND}', 2, 'started', '{{"attempt": 1}}'),
('{SECOND}', 3, 'succeeded', '{{}}'),
('{DRAWN}', 1, 'accepted', '{{}}'), ('{DRAWN}', 2, 'started', '{{"attempt": 1}}'),
('{DRAWN}', 3, 'panel', '{{"number": 1}}'), ('{DRAWN}', 4, 'node_finished', '{{"node": "n09"}}'),
('{DRAWN}', 5, 'succeeded', '{{}}');
INSERT INTO idempotency_keys (owner, key, body_hash, task_id, answer) VALUES
('o', '1', '', '{FIRST}', '{{}}'), ('o', '2', '', '{SECOND}', '{{}}'),
('o', '3', '', '{DRAWN}', '{{}}');
INSERT INTO effects (task_id, attempt, what, at) VALUES
('{FIRST}', 1, 'start', now() - interval '9 s'), ('{FIRST}', 1, 'step 0', now() - interval '8 s'),
('{FIRST}', 2, 'start', now() - interval '2 s'), ('{FIRST}', 2, 'step 0', now() - interval '1 s'),
('{FIRST}', 2, 'finished', now()), ('{SECOND}', 1, 'start', now() + interval '1 s');
INSERT INTO task_steps (task_id, key, starts, attempt, result, finished_at) VALUES
('{FIRST}', 'step:0', 2, 2, '{{}}', now()), ('{DRAWN}', 'n02.analysis:00', 1, 1, '{{}}', now()),
('{DRAWN}', 'n09.panel.1:00', 1, 1, '{{}}', now());
INSERT INTO comics (comic_id, task_id, owner, writer_id, query, title, report_key, strip_key) VALUES
('{COMIC}', '{DRAWN}', 'o', 'w', 'q', 't', 'reports/{COMIC}/v1/report.html',
 'images/{COMIC}/v1/strip-{MARK}.png');
INSERT INTO comic_panels VALUES ('{COMIC}', 1, 1, 'images/{COMIC}/v1/panel-1-{MARK}.png', NULL,
 'images/{COMIC}/v1/panel-1-raw-{MARK}.png', 1, 1, '[]', '', '[]', '', 1);
INSERT INTO checkpoints (thread_id, checkpoint_id, parent_checkpoint_id, checkpoint) VALUES
('{COMIC}:1', 'root', NULL, '{{}}'), ('{COMIC}:1', 'head', 'root', '{{}}');
INSERT INTO outbox (id, task_id, url, body, trusted, status) VALUES
('{FIRST}:done', '{FIRST}', 'http://x', '{{}}', true, 'DELIVERED'),
('{DRAWN}:backend', '{DRAWN}', 'http://x', '{{}}', true, 'DELIVERED');
"""
RECEIVED: list[dict[str, Any]] = [
    {"name": name, "headers": {"webhook-id": id_}, "body": {"task": id_}}
    for name, id_ in (("probe", f"{FIRST}:done"), ("comics", f"{DRAWN}:backend"))
]

PLANTED = {
    "an event is gone": (
        f"DELETE FROM task_events WHERE task_id = '{FIRST}' AND seq = 3",
        "has events 1 2 4 5 6 instead of 1 to 6",
    ),
    "an event of nobody": (
        f"INSERT INTO task_events VALUES ('{COMIC}', 1, 'accepted')",
        "belongs to no task",
    ),
    "two endings": (
        f"INSERT INTO task_events VALUES ('{SECOND}', 4, 'failed');"
        f"UPDATE tasks SET event_seq = 4 WHERE id = '{SECOND}'",
        "endings succeeded at 3, failed at 4",
    ),
    "an ending of another status": (
        f"UPDATE tasks SET status = 'CANCELLED' WHERE id = '{SECOND}'",
        "is CANCELLED after the endings succeeded at 3",
    ),
    "ended, and open again": (
        f"UPDATE tasks SET status = 'PENDING' WHERE id = '{SECOND}'",
        "is still PENDING",
    ),
    "a claim that told no start": (
        f"UPDATE tasks SET attempt = 3 WHERE id = '{FIRST}'",
        "is at attempt 3 and told the starts 1 2",
    ),
    "a step told twice": (
        f"INSERT INTO task_events VALUES ('{FIRST}', 7, 'step', '{{\"number\": 0}}')",
        "told step 0 2 times",
    ),
    "a panel under two keys": (
        "INSERT INTO task_steps (task_id, key, attempt, finished_at) "
        f"VALUES ('{DRAWN}', 'n09.panel.1:ff', 1, now())",
        "completed step n09.panel.1 2 times",
    ),
    "a comic without its panel": ("DELETE FROM comic_panels", "and panels none"),
    "a panel before the success": (
        f"UPDATE tasks SET status = 'FAILED' WHERE id = '{DRAWN}'",
        "is FAILED with title t",
    ),
    "a comic without a task": (f"DELETE FROM tasks WHERE id = '{DRAWN}'", "has no task"),
    "two comics of one task": (
        "INSERT INTO comics SELECT gen_random_uuid(), task_id, version, owner, writer_id, query "
        "FROM comics",
        "has 2 comics instead of one",
    ),
    "a zombie's checkpoint": (
        "INSERT INTO checkpoints (thread_id, checkpoint_id, parent_checkpoint_id, checkpoint) "
        f"VALUES ('{COMIC}:1', 'zombie', 'root', '{{}}')",
        "went on 2 times from checkpoint root",
    ),
    "a head that is not the last": (
        f"UPDATE tasks SET checkpoint_head = 'root' WHERE id = '{DRAWN}'",
        "names the head root, and the last checkpoint is head",
    ),
    "a message that was not kept": (
        f"DELETE FROM outbox WHERE task_id = '{DRAWN}'",
        "is not in the outbox",
    ),
    "a message of nobody": (
        f"INSERT INTO outbox VALUES ('stray', '{FIRST}', 'http://x', '{{}}', true, 'DELIVERED')",
        "message stray is in the outbox and nobody finished that",
    ),
    "a message nobody took": ("UPDATE outbox SET status = 'PENDING'", "is PENDING after 0 tries"),
    "an effect twice": (
        f"INSERT INTO effects (task_id, attempt, what) VALUES ('{FIRST}', 1, 'finished')",
        "with the effects of attempts 2 1",
    ),
    "an effect of a run that was not the last": (
        "UPDATE effects SET attempt = 1 WHERE what = 'finished'",
        "(attempt 2) with the effects of attempts 1",
    ),
    "a step that the ledger did not see": (
        f"UPDATE task_steps SET starts = 1 WHERE task_id = '{FIRST}'",
        "ran step 0 2 times and the ledger counts 1 starts",
    ),
    "a lane's order swapped": (
        f"UPDATE tasks SET lane_position = 3 WHERE id = '{FIRST}'",
        "before all earlier ones had ended",
    ),
    "two of a lane at once": (
        f"UPDATE effects SET at = now() - interval '1 s' WHERE task_id = '{SECOND}'",
        "before all earlier ones had ended",
    ),
}


@pytest.fixture
async def db(database_endpoint: PostgresEndpoint) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(**asdict(database_endpoint))
    await connection.execute(CREATE_EFFECTS)
    await connection.execute(STORY)
    yield connection
    await connection.close()


@pytest.fixture
def paths(tmp_path: Path) -> StoragePaths:
    paths = StoragePaths(tmp_path / "images", tmp_path / "reports")
    for name in ("strip", "panel-1", "panel-1-raw"):
        write(paths, f"images/{COMIC}/v1/{name}-{MARK}.png", whole_png())
    write(paths, f"reports/{COMIC}/v1/report.html", b"<html></html>\n")
    return paths


def write(paths: StoragePaths, key: str, content: bytes) -> None:
    path = paths.path_for(key)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def whole_png() -> bytes:
    return invariants.PNG_BEGIN + b"picture" + invariants.PNG_END


async def judged(db: asyncpg.Connection) -> list[str]:
    return await invariants.rows_when_all_is_over(db) + await invariants.probes(db)


async def test_a_sound_story_is_sound(db: asyncpg.Connection, paths: StoragePaths) -> None:
    assert await judged(db) == []
    assert await invariants.tasks_nobody_asked_for(db) == []
    assert await invariants.lost_tasks(db, [FIRST, SECOND]) == []
    assert await invariants.lost_comics(db, [COMIC]) == []
    assert await invariants.overdue_tasks(db, 0) == []
    assert await invariants.lane_acceptance(db, "lane", [FIRST, SECOND]) == []
    assert await invariants.received_messages(db, [*RECEIVED, RECEIVED[0]]) == []
    assert await invariants.files(db, paths) == []
    calls = {"chat": {"started": 1}, "txt2img": {"started": 1}}
    assert await invariants.calls_beyond_the_ledger(db, calls) == []


@pytest.mark.parametrize(("planted", "sentence"), PLANTED.values(), ids=PLANTED)
async def test_what_is_wrong_with_rows_is_told(
    db: asyncpg.Connection, planted: str, sentence: str
) -> None:
    await db.execute(planted)
    assert sentence in "\n".join(await judged(db))


async def test_what_was_lost_is_told(db: asyncpg.Connection) -> None:
    await db.execute(f"DELETE FROM tasks WHERE id = '{SECOND}'")
    assert await invariants.lost_tasks(db, [FIRST, SECOND]) == [
        f"task {SECOND} was acknowledged and is not stored"
    ]
    await db.execute("DELETE FROM comics")
    [sentence] = await invariants.lost_comics(db, [COMIC])
    assert str(COMIC) in sentence


async def test_what_was_accepted_twice_is_told(db: asyncpg.Connection) -> None:
    await db.execute("DELETE FROM idempotency_keys WHERE key = '2'")
    [sentence] = await invariants.tasks_nobody_asked_for(db)
    assert str(SECOND) in sentence


async def test_what_is_late_is_told(db: asyncpg.Connection) -> None:
    await db.execute("UPDATE tasks SET deadline_at = finished_at - interval '20 s'")
    assert len(await invariants.overdue_tasks(db, 19)) == 3
    assert await invariants.overdue_tasks(db, 21) == []


async def test_positions_that_are_not_the_order_of_the_answers_are_told(
    db: asyncpg.Connection,
) -> None:
    [sentence] = await invariants.lane_acceptance(db, "lane", [SECOND, FIRST])
    assert sentence.startswith("lane lane: ")


@pytest.mark.parametrize(
    ("received", "sentence"),
    [
        (RECEIVED[:1], "counts as delivered and never came"),
        ([*RECEIVED, {**RECEIVED[0], "headers": {"webhook-id": "x"}}], "came, which nobody sent"),
        ([*RECEIVED, {**RECEIVED[0], "headers": {"webhook-id": "x"}}], "one message came as"),
        ([*RECEIVED, {**RECEIVED[0], "body": {}}], "came with two contents"),
    ],
)
async def test_what_is_wrong_with_messages_is_told(
    db: asyncpg.Connection, received: list[dict[str, Any]], sentence: str
) -> None:
    assert sentence in "\n".join(await invariants.received_messages(db, received))


async def test_what_is_wrong_with_files_is_told(
    db: asyncpg.Connection, paths: StoragePaths
) -> None:
    strip = f"images/{COMIC}/v1/strip"
    write(paths, f"{strip}-{'f' * 12}.png", whole_png())
    write(paths, f"images/{FIRST}/v1/strip-{MARK}.png", whole_png())
    write(paths, f"images/{COMIC}/v1/panel-1-{MARK}.png", whole_png()[:-3])
    paths.path_for(f"reports/{COMIC}/v1/report.html").unlink()
    told = "\n".join(await invariants.files(db, paths))
    for sentence in (
        "is missing",
        "is cut off",
        "belongs to no comic",
        "2 different files of strip",
    ):
        assert sentence in told


async def test_calls_that_nobody_noted_are_told(db: asyncpg.Connection) -> None:
    calls = {"chat": {"started": 1}, "txt2img": {"started": 2}}
    assert await invariants.calls_beyond_the_ledger(db, calls) == [
        "2 txt2img calls were made and 1 noted"
    ]
