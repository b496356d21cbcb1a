"""The demo's event loop, as Streamlit's threads use it."""

import asyncio
import threading
import time
from collections.abc import AsyncGenerator
from concurrent.futures import ThreadPoolExecutor

import pytest

from scripts.demo.background import iterate_in_streamlit, run_async_in_streamlit


async def _where() -> tuple[str, int]:
    await asyncio.sleep(0)
    return threading.current_thread().name, id(asyncio.get_running_loop())


def test_every_thread_gets_its_result_from_the_one_loop() -> None:
    with ThreadPoolExecutor(4) as threads:
        places = set(threads.map(lambda _: run_async_in_streamlit(_where()), range(8)))
    [(thread, _)] = places
    assert thread == "demo-loop"
    assert thread != threading.current_thread().name


def test_what_a_coroutine_raises_is_raised() -> None:
    async def fail() -> None:
        raise ValueError("이유")

    with pytest.raises(ValueError, match="이유"):
        run_async_in_streamlit(fail())


def test_what_takes_too_long_is_cancelled() -> None:
    ended: list[bool] = []

    async def hang() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            ended.append(True)

    with pytest.raises(TimeoutError):
        run_async_in_streamlit(hang(), timeout=0.05)
    give_up = time.monotonic() + 5
    while not ended and time.monotonic() < give_up:
        time.sleep(0.01)  # noqa: TID251
    assert ended


def test_a_generator_is_iterated_and_closed_with_its_loop() -> None:
    closed: list[bool] = []

    async def count() -> AsyncGenerator[int]:
        try:
            for number in range(5):
                await asyncio.sleep(0)
                yield number
        finally:
            closed.append(True)

    assert list(iterate_in_streamlit(count())) == [0, 1, 2, 3, 4]
    some = iterate_in_streamlit(count())
    assert next(some) == 0
    some.close()
    assert closed == [True, True]
