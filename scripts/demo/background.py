"""One event loop for Streamlit's scripts, which run in threads, again and again."""

import asyncio
import threading
from collections.abc import AsyncGenerator, Coroutine, Iterator
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")

_STARTING = threading.Lock()


def run_async_in_streamlit(coroutine: Coroutine[Any, Any, T], timeout: float | None = None) -> T:
    """The result of ``coroutine``, run on the background loop. A script that is stopped cancels it.

    Raises what it raises, and TimeoutError.
    """
    future = asyncio.run_coroutine_threadsafe(coroutine, _loop())
    try:
        return future.result(timeout)
    except BaseException:
        future.cancel()
        raise


def iterate_in_streamlit(generator: AsyncGenerator[T]) -> Iterator[T]:
    """What ``generator`` yields, one by one; it is closed with the loop over it."""
    try:
        while True:
            try:
                yield run_async_in_streamlit(anext(generator))
            except StopAsyncIteration:
                return
    finally:
        run_async_in_streamlit(generator.aclose())


def _loop() -> asyncio.AbstractEventLoop:
    with _STARTING:  # a cache alone lets two threads that come first start one each
        return _started()


@cache
def _started() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="demo-loop", daemon=True).start()
    return loop
