"""Holds the pinned checkpointer to what FencedSaver overrides and the migration copies."""

import inspect

from langgraph.checkpoint.postgres.aio import AsyncPostgresSaver

from app.config.group import PROJECT_ROOT


def words(sql: str) -> str:
    return " ".join(sql.split()).lower().rstrip("; ")


def test_every_write_of_the_stock_saver_opens_a_pipelined_cursor() -> None:
    for name in ("aput", "aput_writes", "adelete_thread"):
        assert "self._cursor(pipeline=True)" in inspect.getsource(getattr(AsyncPostgresSaver, name))
    for name in ("aget_tuple", "alist"):
        assert "self._cursor() as cur" in inspect.getsource(getattr(AsyncPostgresSaver, name))


def test_the_migration_makes_what_its_setup_would_make() -> None:
    assert len(AsyncPostgresSaver.MIGRATIONS) == 10
    text = (PROJECT_ROOT / "scripts/migrations/0003_checkpoints.sql").read_text(encoding="utf-8")
    ours = words(text)
    for table in ("checkpoints", "checkpoint_blobs", "checkpoint_writes"):
        [theirs] = [m for m in AsyncPostgresSaver.MIGRATIONS if f"EXISTS {table} (" in m]
        columns = words(theirs).split("(", 1)[1].split("primary key")[0].split(",")
        for column in filter(None, (part.strip() for part in columns)):
            name, kind = column.split()[:2]
            assert f"{name} {kind}" in ours, f"{table}.{name}"
