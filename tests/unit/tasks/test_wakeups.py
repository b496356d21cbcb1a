"""Wake-ups to a server that resets every connection, in a process that is slow to notice."""

import asyncio
import socket
import struct
import threading
import time
from collections.abc import Iterator
from uuid import uuid4

import pytest
import uvloop
from redis.asyncio import Redis
from redis.exceptions import RedisError

from app.redis import _Connection, connect_redis
from app.tasks.wakeups import Wakeups, pop_wakeups

TIMES = 40


@pytest.fixture
def resetting_url() -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=reset_all, args=(listener,), daemon=True).start()
        yield f"redis://127.0.0.1:{listener.getsockname()[1]}/0"
        listener.shutdown(socket.SHUT_RDWR)


def reset_all(listener: socket.socket) -> None:
    while True:
        try:
            client, _ = listener.accept()
        except OSError:
            return
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        client.close()


async def be_slow() -> None:
    """Each turn of the loop comes after the reset of what the last one opened."""
    while True:
        time.sleep(0.003)  # noqa: ASYNC251, TID251
        await asyncio.sleep(0)


async def pop_and_push(redis: Redis) -> None:
    slow = asyncio.create_task(be_slow())
    wakeups = Wakeups(redis)
    sending = asyncio.create_task(wakeups.run())
    for _ in range(TIMES):
        wakeups.wake("queue", uuid4(), "type")
        with pytest.raises((RedisError, OSError)):
            await pop_wakeups(redis, ["queue"], 1, 1)
    assert not sending.done()
    slow.cancel()
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)
    await redis.aclose()


def test_connections_that_are_reset_at_once_end_nothing(resetting_url: str) -> None:
    uvloop.run(pop_and_push(connect_redis(resetting_url, connections=4)))


@pytest.mark.parametrize(
    ("command", "packed"),
    [
        (("LPUSH", "q", "가", b"b", 1), b"*5\r\n$5\r\nLPUSH\r\n$1\r\nq\r\n$3\r\n\xea\xb0\x80\r\n"),
        (("CLIENT SETINFO", "LIB-NAME"), b"*3\r\n$6\r\nCLIENT\r\n$7\r\nSETINFO\r\n"),
    ],
)
async def test_commands_as_redis_reads_them(
    command: tuple[str | bytes | int, ...], packed: bytes
) -> None:
    assert b"".join(_Connection().pack_command(*command)).startswith(packed)
