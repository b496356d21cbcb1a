"""Retention: old things go, live things and whatever refers to them stay."""

from pathlib import Path
from uuid import UUID, uuid4

from app.config.settings import Settings
from app.repositories.checkpoint_retention import prune_checkpoints
from app.repositories.comic_retention import prune_comics
from app.services.storage.local import LocalObjectStore
from app.services.storage.paths import StoragePaths
from app.tasks.retention import Pruner, Retention
from tests.engine_worker import ProbeTask
from tests.integration.conftest import Engine

AGED = """UPDATE tasks SET status = 'SUCCEEDED', finished_at = now() - $2 * interval '1 day',
                 created_at = now() - $2 * interval '1 day' WHERE id = $1"""


async def count(engine: Engine, table: str) -> int:
    return int(await engine.db.fetchval(f"SELECT count(*) FROM {table}"))


def pruners(engine: Engine, store: LocalObjectStore, settings: Settings) -> list[Pruner]:
    return [
        prune_checkpoints(engine.db, settings.CHECKPOINT_RETENTION_DAYS),
        prune_comics(engine.db, store, settings),
    ]


async def aged_comic(engine: Engine, store: LocalObjectStore, days: float) -> tuple[UUID, UUID]:
    """A comic with a file, an event and a checkpoint, whose task ended so long ago."""
    task_id = await engine.submit(ProbeTask())
    comic_id = uuid4()
    await engine.db.execute(
        """INSERT INTO comics (comic_id, task_id, owner, writer_id, query, created_at)
           VALUES ($1, $2, 'o', 'w', 'q', now() - $3 * interval '1 day')""",
        comic_id,
        task_id,
        days,
    )
    await engine.db.execute(
        "INSERT INTO checkpoints (thread_id, checkpoint_id, checkpoint) VALUES ($1, 'c', '{}')",
        f"{comic_id}:1",
    )
    await engine.db.execute(
        """UPDATE tasks SET checkpoint_head = 'c', payload = $2 WHERE id = $1""",
        task_id,
        {"comic_id": str(comic_id), "version": 1},
    )
    await engine.db.execute(AGED, task_id, days)
    await engine.db.execute(
        "UPDATE task_events SET at = now() - $2 * interval '1 day' WHERE task_id = $1",
        task_id,
        days,
    )
    await store.put(f"images/{comic_id}/v1/panel.png", b"x", "image/png")
    return task_id, comic_id


async def test_everything_of_an_old_comic_goes_and_a_young_one_stays(
    engine: Engine, tmp_path: Path
) -> None:
    store = LocalObjectStore(StoragePaths(tmp_path / "images", tmp_path / "reports"))
    settings = Settings(_env_file=None)
    old_task, old = await aged_comic(engine, store, 40)
    young_task, young = await aged_comic(engine, store, 1)
    middle_task, middle = await aged_comic(engine, store, 10)
    retention = Retention(engine.db, settings, pruners(engine, store, settings))
    await retention.prune()
    tasks = {row["id"] for row in await engine.db.fetch("SELECT id FROM tasks")}
    assert tasks == {young_task, middle_task}
    assert old_task not in tasks
    assert [path.name for path in (tmp_path / "images").iterdir()].count(str(old)) == 0
    assert (tmp_path / "images" / str(middle)).exists()
    assert await count(engine, "comics") == 2
    threads = [r["thread_id"] for r in await engine.db.fetch("SELECT thread_id FROM checkpoints")]
    assert threads == [f"{young}:1"]
    events = {row["task_id"] for row in await engine.db.fetch("SELECT task_id FROM task_events")}
    assert events == {young_task}


async def test_a_comic_whose_task_is_gone_is_not_forgotten(engine: Engine, tmp_path: Path) -> None:
    store = LocalObjectStore(StoragePaths(tmp_path / "images", tmp_path / "reports"))
    settings = Settings(_env_file=None)
    task_id, _ = await aged_comic(engine, store, 40)
    await engine.db.execute("DELETE FROM tasks WHERE id = $1", task_id)
    await Retention(engine.db, settings, pruners(engine, store, settings)).prune()
    assert await count(engine, "comics") == 0
    assert list((tmp_path / "images").iterdir()) == []


async def test_a_dead_letter_whose_checkpoints_went_starts_over(
    engine: Engine, tmp_path: Path
) -> None:
    store = LocalObjectStore(StoragePaths(tmp_path / "images", tmp_path / "reports"))
    settings = Settings(_env_file=None)
    await aged_comic(engine, store, 10)
    await Retention(engine.db, settings, pruners(engine, store, settings)).prune()
    assert await engine.db.fetchval("SELECT checkpoint_head FROM tasks") is None


async def test_a_task_that_is_no_comic_loses_its_own_thread(engine: Engine) -> None:
    task_id = await engine.submit(ProbeTask())
    for thread in (str(task_id), str(uuid4())):
        await engine.db.execute(
            "INSERT INTO checkpoints (thread_id, checkpoint_id, checkpoint) VALUES ($1, 'c', '{}')",
            thread,
        )
    await engine.db.execute("UPDATE tasks SET checkpoint_head = 'c'")
    await engine.db.execute(AGED, task_id, 10)
    assert await prune_checkpoints(engine.db, 3)(50) == 1
    assert await count(engine, "checkpoints") == 1


async def test_the_story_of_an_open_task_stays_whole(engine: Engine) -> None:
    await engine.submit(ProbeTask(), deadline=10**8)
    await engine.db.execute("UPDATE task_events SET at = now() - interval '99 days'")
    await Retention(engine.db, Settings(_env_file=None)).prune()
    assert await count(engine, "task_events") == 1


async def test_a_lane_without_open_tasks_goes_and_begins_again_above(engine: Engine) -> None:
    position = "SELECT lane_position FROM tasks WHERE id = $1"
    old = await engine.submit(ProbeTask(), lane="quiet")
    await engine.submit(ProbeTask(), lane="busy")
    await engine.db.execute(AGED, old, 0)
    await Retention(engine.db, Settings(_env_file=None)).prune()
    assert await engine.db.fetchval("SELECT array_agg(key) FROM lanes") == ["busy"]
    new = await engine.submit(ProbeTask(), lane="quiet")
    assert await engine.db.fetchval(position, new) > await engine.db.fetchval(position, old)


async def test_workers_that_were_killed_are_forgotten(engine: Engine) -> None:
    for name, seen in (("killed", "2 hours"), ("alive", "5 seconds")):
        await engine.db.execute(
            "INSERT INTO workers (id, queues, running, finished, probes, stats, seen_at) "
            "VALUES ($1, '{}', 0, 0, '{}', '{}', now() - $2::text::interval)",
            name,
            seen,
        )
    await Retention(engine.db, Settings(_env_file=None)).prune()
    assert await engine.db.fetchval("SELECT array_agg(id) FROM workers") == ["alive"]


async def test_one_failing_pruner_holds_up_no_other(engine: Engine) -> None:
    async def failing(_: int) -> int:
        raise PermissionError

    task_id = await engine.submit(ProbeTask())
    await engine.db.execute(AGED, task_id, 40)
    await Retention(engine.db, Settings(_env_file=None), [failing]).prune()
    assert await count(engine, "tasks") == 0
