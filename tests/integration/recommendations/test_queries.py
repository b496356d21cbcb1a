"""A page takes the same number of queries whatever its size."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, cast

import pytest

from app.database import Connection, Database
from app.embedded.endpoints import PostgresEndpoint
from app.repositories.outfit_ranking import PreferenceRanking
from app.repositories.outfits import OutfitRepository
from app.services.storage.local import LocalObjectStore
from app.services.storage.paths import StoragePaths
from scripts.recommendations.seed import insert_samples, seed


class CountingDatabase(Database):
    """Counts what it sends."""

    queries = 0

    @asynccontextmanager
    async def connection(self, timeout: float = 2.5) -> AsyncIterator[Connection]:
        async with super().connection(timeout) as connection:
            yield cast(Connection, _Counting(self, connection))


class _Counting:
    def __init__(self, database: CountingDatabase, connection: Connection) -> None:
        self._database = database
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        if name in ("fetch", "fetchrow", "fetchval", "execute", "executemany"):
            self._database.queries += 1
        return getattr(self._connection, name)


@pytest.fixture
async def database(database_endpoint: PostgresEndpoint) -> AsyncIterator[CountingDatabase]:
    database = await CountingDatabase.open(
        database_endpoint, min_size=1, max_size=2, application_name="tests"
    )
    yield database
    await database.close()


async def test_a_page_takes_four_queries_whatever_its_size(database: CountingDatabase) -> None:
    await insert_samples(database)
    outfits, ranking = OutfitRepository(database), PreferenceRanking(database)
    taken: Counter[int] = Counter()
    for limit in (1, 5, 20, 50):
        before = database.queries
        user = await outfits.sample_user()
        assert user is not None
        ranked = await ranking.page(user, offset=0, limit=limit)
        found = await outfits.outfits(ranked.ids, user.user_id)
        assert len(found) == min(limit, ranked.total)
        assert all(outfit.items for outfit in found)
        taken[database.queries - before] += 1
    assert taken == {4: 4}


async def test_seeding_again_changes_nothing(database: CountingDatabase, tmp_path: Path) -> None:
    store = LocalObjectStore(StoragePaths(tmp_path, tmp_path))
    assert await seed(database, store) == 28
    assert await seed(database, store) == 0
    assert await database.fetchval("SELECT count(*) FROM outfits") == 28


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
