"""A page takes the same number of queries whatever its size."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, ClassVar, cast

import asyncpg
import pytest

from app.database import Connection, Database
from app.embedded.endpoints import PostgresEndpoint
from app.repositories.outfit_ranking import PreferenceRanking
from app.repositories.outfits import OutfitRepository
from app.services.storage.local import LocalObjectStore
from app.services.storage.paths import StoragePaths
from app.tasks.manager import QUERIES as ENGINE
from scripts.recommendations.seed import insert_samples, seed
from tests.integration.recommendations.conftest import NO_MODEL, Shop
from tests.integration.recommendations.test_page import page


class CountingDatabase(Database):
    """Notes what it sends."""

    sent: ClassVar[list[str]] = []

    @asynccontextmanager
    async def connection(self, timeout: float = 2.5) -> AsyncIterator[Connection]:
        async with super().connection(timeout) as connection:
            yield cast(Connection, _Counting(connection))


class _Counting:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._connection, name)
        if name not in ("fetch", "fetchrow", "fetchval", "execute", "executemany"):
            return method

        def noted(sql: str, *args: Any, **options: Any) -> Any:
            CountingDatabase.sent.append(sql)
            return method(sql, *args, **options)

        return noted


@pytest.fixture
async def database(database_endpoint: PostgresEndpoint) -> AsyncIterator[CountingDatabase]:
    database = await CountingDatabase.open(
        database_endpoint, min_size=1, max_size=2, application_name="tests"
    )
    yield database
    await database.close()


async def test_a_page_takes_four_queries_whatever_its_size(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.lifespan.Database", CountingDatabase)
    async with shop(**NO_MODEL) as gateway:
        for limit in (1, 5, 20, 50):
            CountingDatabase.sent.clear()
            found = (await page(gateway, f"?limit={limit}"))["data"]
            of_the_page = [sql for sql in CountingDatabase.sent if sql not in ENGINE.values()]
            assert len(found["outfits"]) == min(limit, found["pagination"]["totalItems"])
            assert len(of_the_page) == 4, of_the_page


async def test_seeding_again_changes_nothing(database: CountingDatabase, tmp_path: Path) -> None:
    store = LocalObjectStore(StoragePaths(tmp_path, tmp_path))
    assert await seed(database, store) == 28
    assert await seed(database, store) == 0
    assert await database.fetchval("SELECT count(*) FROM outfits") == 28


async def test_seeding_again_redraws_pictures_whose_files_are_gone(
    database: CountingDatabase, tmp_path: Path, pictures: Path
) -> None:
    shutil.copytree(pictures, tmp_path / "images")
    store = LocalObjectStore(StoragePaths(tmp_path / "images", tmp_path / "reports"))
    await insert_samples(database)
    [lost, kept] = sorted((tmp_path / "images").rglob("*.jpg"))[:2]
    drawn, written = lost.read_bytes(), kept.stat().st_mtime_ns
    lost.unlink()
    assert await seed(database, store) == 0
    assert lost.read_bytes() == drawn
    assert kept.stat().st_mtime_ns == written


@pytest.mark.parametrize(
    "key", ["images/panels/a.jpg", "images/outfits/a.png", "images/outfits/b/a.jpg", "a.jpg"]
)
async def test_a_key_that_the_gateway_would_not_serve_is_refused(
    database: CountingDatabase, key: str
) -> None:
    await insert_samples(database)
    for table in ("outfit_images", "items"):
        with pytest.raises(asyncpg.CheckViolationError):
            await database.execute(f"UPDATE {table} SET image_key = $1", key)


async def test_the_given_order_is_kept_and_what_is_gone_left_out(
    database: CountingDatabase,
) -> None:
    await insert_samples(database)
    outfits = OutfitRepository(database)
    user = await outfits.sample_user()
    assert user is not None
    ids = (await PreferenceRanking(database).page(user, offset=0, limit=50)).ids
    backwards = [*reversed(ids)]
    found = await outfits.outfits([backwards[0], 10**9, *backwards[1:]], user.user_id)  # type: ignore[list-item]
    assert [outfit.outfit_id for outfit in found] == backwards
