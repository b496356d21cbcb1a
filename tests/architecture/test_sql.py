"""Every query that our own code runs is understood by a real, migrated database."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.config.group import PROJECT_ROOT
from app.database import Connection, Database
from app.embedded.endpoints import PostgresEndpoint
from app.queries import load_queries
from app.repositories.migrate import migration_files

# checkpoint.sql speaks psycopg's placeholders; the comics' tests run it.
FILES = sorted(
    path
    for folder in ("app", "scripts/benchmark", "scripts/recommendations")
    for path in (PROJECT_ROOT / folder).rglob("*.sql")
    if path.name != "checkpoint.sql"
)
BY_HAND = sorted((PROJECT_ROOT / "scripts/migrations").glob("*.sql"))


@pytest.fixture
async def connection(database_endpoint: PostgresEndpoint) -> AsyncIterator[Connection]:
    database = await Database.open(
        database_endpoint, min_size=1, max_size=1, application_name="tests"
    )
    async with database.connection(timeout=30) as connection:
        yield connection
    await database.close()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
async def test_queries_can_be_prepared(path: Path, connection: Connection) -> None:
    for sql in load_queries(str(path), path.name).values():
        await connection.prepare(sql)


async def test_migrations_may_be_applied_by_hand_and_again(connection: Connection) -> None:
    for path in migration_files():
        await connection.execute(path.read_text(encoding="utf-8"))
