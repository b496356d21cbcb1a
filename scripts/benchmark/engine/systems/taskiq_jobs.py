"""taskiq over Redis; the environment names the broker of taskiq-redis."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import taskiq_redis

from scripts.benchmark.engine.systems.produce import Submit
from scripts.benchmark.engine.systems.recorder import recorder

broker = getattr(taskiq_redis, os.environ["BENCHMARK_BROKER"])(  # noqa: TID251
    os.environ["BENCHMARK_REDIS_URL"]  # noqa: TID251
)


async def _noop() -> None:
    recorder().started()


noop = broker.register_task(_noop, "noop")


@asynccontextmanager
async def open_producer() -> AsyncIterator[Submit]:
    """The stream broker declares its group here, so that a later worker misses nothing."""
    await broker.startup()
    try:
        yield noop.kiq
    finally:
        await broker.shutdown()
