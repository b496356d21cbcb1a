"""Erasing what tasks hold, in a transaction of whoever erases what they were about."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from app.cancellation import raise_if_cancelled
from app.database import Connection
from app.queries import load_queries
from app.tasks.lanes import take_lane_positions
from app.tasks.tokens import token_key
from app.tasks.wakeups import CANCEL_CHANNEL, EVENTS_CHANNEL

QUERIES = load_queries(__file__, "erasure.sql")

_BATCH = 500

log = structlog.get_logger(__name__)


class ErasedTask(NamedTuple):
    """What Redis may still know it by."""

    id: UUID
    attempt: int


async def hold_lane(connection: Connection, lane: str) -> None:
    """Until the transaction ends nothing is accepted in ``lane``. Comes before any other lock."""
    await take_lane_positions(connection, [lane])


async def cancel_lane(connection: Connection, lane: str) -> list[ErasedTask]:
    """Cancel and empty what is open in ``lane``; runs under way meet the fence."""
    return [ErasedTask(*row) for row in await connection.fetch(QUERIES["cancel_lane"], lane)]


async def forget_tasks(connection: Connection, ids: Iterable[UUID]) -> list[ErasedTask]:
    """Delete those that have ended, with their events, steps and webhooks."""
    rows = await connection.fetch(QUERIES["forget_tasks"], list(ids))
    return [ErasedTask(*row) for row in rows]


async def tell_erased(redis: Redis, erased: Sequence[ErasedTask]) -> None:
    """After the commit: end the runs and the streams, delete the tokens.

    Without Redis the heartbeats and the feeds find out a little later, and tokens expire.
    """
    for start in range(0, len(erased), _BATCH):
        tasks = erased[start : start + _BATCH]
        ids = " ".join(str(task.id) for task in tasks)
        tokens = [
            token_key(task.id, attempt) for task in tasks for attempt in range(1, task.attempt + 1)
        ]
        try:
            pipeline = redis.pipeline(transaction=False)
            pipeline.publish(CANCEL_CHANNEL, ids)
            pipeline.publish(EVENTS_CHANNEL, ids)
            if tokens:
                pipeline.unlink(*tokens)
            await pipeline.execute()
        except (RedisError, OSError) as exc:
            raise_if_cancelled()
            log.warning("erasure_not_told", reason=type(exc).__name__)
            return
