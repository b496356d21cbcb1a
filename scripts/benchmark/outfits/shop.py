"""A database with the sample outfits, for the processes that are measured on it."""

import asyncio
from pathlib import Path

from app.database import Database
from app.embedded.endpoints import PostgresEndpoint
from app.queries import load_queries
from app.repositories.migrate import migrate
from app.services.storage.local import LocalObjectStore
from app.services.storage.paths import StoragePaths
from scripts.benchmark.product import API_KEY
from scripts.recommendations.seed import name_sample_user, seed

QUERIES = load_queries(__file__, "shop.sql")
DATABASE, NUMBER = "outfits", 6


def fill_shop(endpoint: PostgresEndpoint, home: Path) -> None:
    """Migrate, seed, stock up; the benchmark's key names the sample user."""
    asyncio.run(_fill(endpoint, StoragePaths(home / "images", home / "reports")))


async def _fill(endpoint: PostgresEndpoint, paths: StoragePaths) -> None:
    await migrate(endpoint)
    database = await Database.open(
        endpoint, min_size=1, max_size=1, application_name="newsum-benchmark"
    )
    try:
        await seed(database, LocalObjectStore(paths))
        await database.execute(QUERIES["stock_up"])
        await name_sample_user(database, API_KEY)
    finally:
        await database.close()
