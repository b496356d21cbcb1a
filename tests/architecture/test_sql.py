"""Every query that our own code runs is understood by a real, migrated database."""

from pathlib import Path

import asyncpg
import pytest

from app.config.settings import PROJECT_ROOT
from app.embedded.endpoints import PostgresEndpoint
from app.queries import load_queries

# checkpoint.sql speaks psycopg's placeholders; the comics' tests run it.
FILES = sorted(path for path in PROJECT_ROOT.glob("app/**/*.sql") if path.name != "checkpoint.sql")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
async def test_queries_can_be_prepared(path: Path, database_endpoint: PostgresEndpoint) -> None:
    connection = await asyncpg.connect(
        host=database_endpoint.host,
        port=database_endpoint.port,
        user=database_endpoint.user,
        password=database_endpoint.password,
        database=database_endpoint.database,
    )
    try:
        for sql in load_queries(str(path), path.name).values():
            await connection.prepare(sql)
    finally:
        await connection.close()


async def test_migrations_may_be_applied_by_hand_and_again(
    database_endpoint: PostgresEndpoint,
) -> None:
    connection = await asyncpg.connect(
        host=database_endpoint.host,
        port=database_endpoint.port,
        user=database_endpoint.user,
        password=database_endpoint.password,
        database=database_endpoint.database,
    )
    try:
        for path in (PROJECT_ROOT / "scripts").rglob("*.sql"):
            await connection.execute(path.read_text(encoding="utf-8"))
    finally:
        await connection.close()
