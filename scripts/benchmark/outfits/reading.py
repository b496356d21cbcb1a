"""The page without a model beside the bare database read of the same rows."""

import asyncio
import time
from dataclasses import asdict, dataclass
from http.client import HTTPConnection
from statistics import median
from urllib.parse import urlsplit

import asyncpg

from app.domain.recommendation import season_of
from app.embedded.endpoints import PostgresEndpoint
from app.queries import load_queries
from app.repositories import outfits
from app.repositories.outfit_ranking import (
    FAVOURITE_POINTS,
    SEASON_POINTS,
    STYLE_POINTS,
    today_in_korea,
)
from scripts.benchmark import product
from scripts.benchmark.engine.stage import Stage
from scripts.benchmark.failure import BenchmarkFailed
from scripts.benchmark.outfits.shop import DATABASE, NUMBER

QUERIES = load_queries(outfits.__file__, "outfits.sql")

SIZES = (20, 50)

_WARM_UP = 50
_REQUESTS = 300


@dataclass(frozen=True)
class Read:
    """Median milliseconds of each round, for pages of ``limit`` outfits."""

    limit: int
    page_ms: list[float]
    bare_ms: list[float]


def page_without_model(stage: Stage, rounds: int) -> list[Read]:
    """Round by round, one beside the other."""
    endpoints = stage.servers.endpoints(DATABASE, NUMBER)
    found = [Read(limit, [], []) for limit in SIZES]
    with stage.children() as children, stage.screen.part("page", rounds * len(SIZES)) as steps:
        settings = product.environment(endpoints, stage.home)
        gateway = product.start_gateway(children, "gateway-quiet", settings)
        for _ in range(rounds):
            for read in found:
                steps.begin(f"{read.limit} outfits")
                read.page_ms.append(_page_ms(gateway.url, read.limit))
                read.bare_ms.append(asyncio.run(_bare_ms(endpoints.postgres, read.limit)))
                steps.done(
                    f"{read.limit} outfits: page {read.page_ms[-1]:.2f} ms, "
                    f"bare read {read.bare_ms[-1]:.2f} ms"
                )
    return found


def _page_ms(url: str, limit: int) -> float:
    connection = HTTPConnection(urlsplit(url).netloc)
    headers = {"Authorization": f"Bearer {product.API_KEY}"}
    taken = []
    for _ in range(_WARM_UP + _REQUESTS):
        began = time.perf_counter()
        connection.request("GET", f"/api/recommendations?limit={limit}", headers=headers)
        answer = connection.getresponse()
        answer.read()
        taken.append(time.perf_counter() - began)
        if answer.status != 200:
            raise BenchmarkFailed(f"the page answered {answer.status}")
    connection.close()
    return median(taken[_WARM_UP:]) * 1e3


async def _bare_ms(endpoint: PostgresEndpoint, limit: int) -> float:
    connection = await asyncpg.connect(**asdict(endpoint))
    taken = []
    for _ in range(_WARM_UP + _REQUESTS):
        began = time.perf_counter()
        await _bare_read(connection, limit)
        taken.append(time.perf_counter() - began)
    await connection.close()
    return median(taken[_WARM_UP:]) * 1e3


async def _bare_read(connection: "asyncpg.Connection[asyncpg.Record]", limit: int) -> None:
    user = await connection.fetchrow(QUERIES["sample_user"])
    if user is None:
        raise BenchmarkFailed("there is no sample user")
    ranked = await connection.fetchrow(
        QUERIES["rank_outfits"],
        user["user_id"],
        user["gender"],
        season_of(today_in_korea()),
        user["styles"],
        0,
        SEASON_POINTS,
        STYLE_POINTS,
        FAVOURITE_POINTS,
        limit,
    )
    ids = ranked["ids"] if ranked else []
    await connection.fetch(QUERIES["outfits"], ids, user["user_id"])
    await connection.fetch(QUERIES["outfit_items"], ids, user["user_id"])
