"""The databases, asked just now and never for long."""

import asyncio
import time
from collections.abc import Awaitable
from dataclasses import dataclass

from redis.exceptions import RedisError

from app.database import Database
from app.domain.errors import AppError
from app.lifespan import Gateway

CHECK_SECONDS = 2.0


@dataclass(frozen=True)
class Check:
    """One dependency."""

    ok: bool
    latency_ms: float


async def check_databases(gateway: Gateway) -> tuple[Check, Check]:
    """PostgreSQL (without it nothing works) and Redis (without it all works, a second later)."""
    return await asyncio.gather(_timed(_writable(gateway.database)), _timed(gateway.redis.ping()))


async def _writable(database: Database) -> bool:
    """A server that is full answers as ever: only a write that it refused tells."""
    read_only = await database.fetchval("SHOW transaction_read_only")
    return read_only == "off" and not database.refuses_writes


async def _timed(call: Awaitable[bool]) -> Check:
    started = time.perf_counter()
    try:
        async with asyncio.timeout(CHECK_SECONDS):
            ok = await call
    except (AppError, RedisError, OSError, TimeoutError):
        ok = False
    return Check(ok, round((time.perf_counter() - started) * 1000, 2))
