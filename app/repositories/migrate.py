"""Applies the numbered SQL files once, whoever starts first; the others wait for the lock."""

import asyncio
from dataclasses import asdict
from pathlib import Path

import asyncpg

from app.config.group import PROJECT_ROOT
from app.domain.errors import DatabaseDown, InfrastructureError
from app.embedded.endpoints import PostgresEndpoint

# Any constant will do: all processes of one database must use the same.
_LOCK = 7_310_200_211

_LOCK_SECONDS = 60.0
_CONNECT_SECONDS = 5.0


def migration_files(root: Path = PROJECT_ROOT / "scripts") -> list[Path]:
    """In the order in which they are applied."""
    return [root / "chat_schema.sql", *sorted((root / "migrations").glob("[0-9]*.sql"))]


async def migrate(endpoint: PostgresEndpoint) -> list[str]:
    """Apply what is missing, each file in a transaction; the names of those applied.

    Raises DatabaseDown for what may pass by itself, InfrastructureError for a wrong address.
    """
    try:
        async with asyncio.timeout(_LOCK_SECONDS):
            connection = await asyncpg.connect(**asdict(endpoint), timeout=_CONNECT_SECONDS)
            try:
                return await _apply(connection)
            finally:
                await connection.close(timeout=2)
    except (OSError, asyncpg.PostgresConnectionError, asyncpg.CannotConnectNowError) as exc:
        raise DatabaseDown(
            f"PostgreSQL({endpoint.host}:{endpoint.port})에 연결할 수 없습니다. POSTGRES_HOST와 "
            "POSTGRES_PORT, 서버가 실행 중인지 확인하세요."
        ) from exc
    except (
        asyncpg.InvalidAuthorizationSpecificationError,
        asyncpg.InvalidCatalogNameError,
        asyncpg.InsufficientPrivilegeError,
    ) as exc:
        raise InfrastructureError(
            f"PostgreSQL({endpoint.host}:{endpoint.port})이 연결을 거절했습니다. POSTGRES_USER, "
            "POSTGRES_PASSWORD, POSTGRES_DB를 확인하세요."
        ) from exc


async def _apply(connection: "asyncpg.Connection[asyncpg.Record]") -> list[str]:
    await connection.execute("SELECT pg_advisory_lock($1)", _LOCK)
    await connection.execute(
        "CREATE TABLE IF NOT EXISTS schema_migrations "
        "(name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())"
    )
    done = {row["name"] for row in await connection.fetch("SELECT name FROM schema_migrations")}
    applied = []
    for path in migration_files():
        if path.name in done:
            continue
        async with connection.transaction():
            await connection.execute(path.read_text(encoding="utf-8"))
            await connection.execute("INSERT INTO schema_migrations VALUES ($1)", path.name)
        applied.append(path.name)
    return applied
