"""procrastinate over PostgreSQL, on uvloop. As a program: the worker, with its concurrency."""

import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import procrastinate
import uvloop

from scripts.benchmark.engine.systems.produce import Submit
from scripts.benchmark.engine.systems.recorder import recorder

_CONNECTIONS = 10

app = procrastinate.App(
    connector=procrastinate.PsycopgConnector(
        conninfo=os.environ["BENCHMARK_POSTGRES"],  # noqa: TID251
        max_size=_CONNECTIONS,
    )
)


async def _noop() -> None:
    recorder().started()


noop = app.task(_noop, name="noop")


@asynccontextmanager
async def open_producer() -> AsyncIterator[Submit]:
    """Makes its tables when they are missing: each round has a new database."""
    async with app.open_async():
        if not await app.check_connection_async():
            await app.schema_manager.apply_schema_async()
        yield noop.defer_async


async def work(concurrency: int) -> None:
    """Until a signal. Woken by LISTEN and NOTIFY, like its default."""
    async with app.open_async():
        await app.run_worker_async(concurrency=concurrency)


if __name__ == "__main__":
    uvloop.run(work(int(sys.argv[1])))
