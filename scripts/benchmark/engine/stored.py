"""Fills a database with what months of work leave behind, in the shape that the product keeps."""

from collections.abc import Callable
from dataclasses import asdict

import asyncpg

from app.embedded.endpoints import PostgresEndpoint
from app.queries import load_queries

QUERIES = load_queries(__file__, "stored.sql")

_CHUNK = 20_000


async def store(endpoint: PostgresEndpoint, tasks: int, stored: Callable[[int], None]) -> None:
    """Store ``tasks`` ended tasks; ``stored`` hears of each chunk."""
    connection = await asyncpg.connect(**asdict(endpoint))
    try:
        for first in range(1, tasks + 1, _CHUNK):
            last = min(first + _CHUNK - 1, tasks)
            await connection.execute(QUERIES["store"], first, last, tasks)
            stored(last - first + 1)
        await connection.execute("VACUUM ANALYZE")
        await connection.execute("CHECKPOINT")
    finally:
        await connection.close()
