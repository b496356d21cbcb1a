"""The one way to Redis: clients that fail soon and never by themselves try again."""

from typing import Any

import hiredis
from redis.asyncio import BlockingConnectionPool, Connection, Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import ReadOnlyError

CALL_SECONDS = 1.0


class _Connection(Connection):
    """A demoted primary keeps its clients: whoever reads READONLY looks up the address again.

    On uvloop a connection that is reset before its first command raises RuntimeError.
    """

    async def send_packed_command(self, *args: Any, **kwargs: Any) -> None:
        try:
            await super().send_packed_command(*args, **kwargs)
        except RuntimeError as exc:
            raise RedisConnectionError from exc

    def pack_command(self, *args: Any) -> list[bytes]:
        """In C: redis-py does so only in its blocking connection."""
        name, *values = args
        return [hiredis.pack_command((*name.split(), *values))]

    async def read_response(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return await super().read_response(*args, **kwargs)
        except ReadOnlyError:
            self.mark_for_reconnect()  # type: ignore[no-untyped-call]
            raise


def connect_redis(url: str, *, connections: int, block_seconds: float = 0.0) -> Redis:
    """A client that never retries (a repeated pop takes a second element) nor times out a block."""
    pool = BlockingConnectionPool.from_url(
        url,
        connection_class=_Connection,
        max_connections=connections,
        timeout=CALL_SECONDS,
        socket_connect_timeout=CALL_SECONDS,
        socket_timeout=block_seconds + CALL_SECONDS,
        retry=Retry(NoBackoff(), 0),
        decode_responses=True,
        protocol=2,
    )
    return Redis.from_pool(pool)
