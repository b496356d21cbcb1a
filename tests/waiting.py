"""Waiting in tests without an event loop."""

import time
from collections.abc import Callable
from typing import TypeVar

import psycopg
import redis

Answer = TypeVar("Answer")


def eventually(check: Callable[[], Answer], seconds: float = 15) -> Answer:
    """The first true answer; a server that is not back yet counts as false while there is time."""
    give_up = time.monotonic() + seconds
    while True:
        try:
            if answer := check():
                return answer
        except (psycopg.Error, redis.RedisError):
            if time.monotonic() > give_up:
                raise
        assert time.monotonic() < give_up, "it never came true"
        time.sleep(0.02)  # noqa: TID251
