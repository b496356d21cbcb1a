"""dramatiq over Redis with the middleware that it has by default."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import dramatiq
from dramatiq.brokers.redis import RedisBroker

from scripts.benchmark.engine.systems.produce import Submit
from scripts.benchmark.engine.systems.recorder import recorder

dramatiq.set_broker(RedisBroker(url=os.environ["BENCHMARK_REDIS_URL"]))  # noqa: TID251


def _noop() -> None:
    recorder().started()


noop = dramatiq.actor(_noop, actor_name="noop")


@asynccontextmanager
async def open_producer() -> AsyncIterator[Submit]:
    """Its producers block; there is nothing else in this process that would mind."""

    async def submit() -> None:
        noop.send()

    yield submit
