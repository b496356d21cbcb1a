"""The page without a model beside the bare database read of the same rows.

Which rows they are is itself read: the user and the ranking belong to it. What the rows alone take,
their ids known, stands beside it.
"""

import asyncio
import re
import socket
import time
from dataclasses import asdict, dataclass
from statistics import median

import asyncpg

from app.domain.recommendation import season_of
from app.embedded.endpoints import PostgresEndpoint
from app.embedded.server import LOOPBACK
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
_CHUNK = 262_144


@dataclass(frozen=True)
class Read:
    """Median milliseconds of each round, for pages of ``limit`` outfits."""

    limit: int
    page_ms: list[float]
    bare_ms: list[float]
    rows_ms: list[float]


def page_without_model(stage: Stage, rounds: int) -> list[Read]:
    """Round by round, one beside the other."""
    endpoints = stage.servers.endpoints(DATABASE, NUMBER)
    found = [Read(limit, [], [], []) for limit in SIZES]
    with stage.children() as children, stage.screen.part("page", rounds * len(SIZES)) as steps:
        settings = product.environment(endpoints, stage.home)
        gateway = product.start_gateway(children, "gateway-quiet", settings)
        for _ in range(rounds):
            for read in found:
                steps.begin(f"{read.limit} outfits")
                read.page_ms.append(_page_ms(gateway.port, read.limit))
                bare, rows = asyncio.run(_bare_ms(endpoints.postgres, read.limit))
                read.bare_ms.append(bare)
                read.rows_ms.append(rows)
                steps.done(
                    f"{read.limit} outfits: page {read.page_ms[-1]:.2f} ms, "
                    f"bare read {read.bare_ms[-1]:.2f} ms"
                )
    return found


def _page_ms(port: int, limit: int) -> float:
    """Over a kept-alive connection, whose client takes next to nothing."""
    request = (
        f"GET /api/recommendations?limit={limit} HTTP/1.1\r\nHost: {LOOPBACK}\r\n"
        f"Authorization: Bearer {product.API_KEY}\r\n\r\n"
    ).encode()
    taken = []
    with socket.create_connection((LOOPBACK, port), timeout=10) as connection:
        for _ in range(_WARM_UP + _REQUESTS):
            began = time.perf_counter()
            connection.sendall(request)
            head = _answer(connection)
            taken.append(time.perf_counter() - began)
            if not head.startswith(b"HTTP/1.1 200"):
                raise BenchmarkFailed(f"the page answered {head[:40]!r}")
    return median(taken[_WARM_UP:]) * 1e3


def _answer(connection: socket.socket) -> bytes:
    """The head of an answer that came whole."""
    received = connection.recv(_CHUNK)
    while b"\r\n\r\n" not in received:
        received += connection.recv(_CHUNK)
    head, _, body = received.partition(b"\r\n\r\n")
    found = re.search(rb"content-length: (\d+)", head.lower())
    missing = int(found[1]) - len(body) if found else 0
    while missing > 0:
        missing -= len(connection.recv(_CHUNK))
    return head


async def _bare_ms(endpoint: PostgresEndpoint, limit: int) -> tuple[float, float]:
    """All of the page's statements, and those that read its outfits alone."""
    connection = await asyncpg.connect(**asdict(endpoint))
    all_taken, rows_taken = [], []
    for _ in range(_WARM_UP + _REQUESTS):
        began = time.perf_counter()
        user_id, ids = await _ranked(connection, limit)
        ranked = time.perf_counter()
        await connection.fetch(QUERIES["outfits"], ids, user_id)
        await connection.fetch(QUERIES["outfit_items"], ids, user_id)
        ended = time.perf_counter()
        all_taken.append(ended - began)
        rows_taken.append(ended - ranked)
    await connection.close()
    return median(all_taken[_WARM_UP:]) * 1e3, median(rows_taken[_WARM_UP:]) * 1e3


async def _ranked(
    connection: "asyncpg.Connection[asyncpg.Record]", limit: int
) -> tuple[int, list[int]]:
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
    return user["user_id"], ranked["ids"] if ranked else []
