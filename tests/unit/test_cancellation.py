"""A cancelled loop ends even when its client turns the cancellation into an error of its own."""

import asyncio

import pytest

from app.cancellation import cancel_until_ended, raise_if_cancelled


async def loop_that_survives_errors() -> None:
    while True:
        try:
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError as exc:
                raise ConnectionError from exc  # as redis-py does while it disconnects
        except ConnectionError:
            raise_if_cancelled()


async def test_a_cancellation_that_became_an_error_still_ends_the_loop() -> None:
    task = asyncio.create_task(loop_that_survives_errors())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(task, 1)


async def test_without_cancellation_it_does_nothing() -> None:
    raise_if_cancelled()


async def test_a_task_that_swallows_a_cancellation_is_cancelled_again() -> None:
    swallowed = asyncio.Event()

    async def stubborn() -> None:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            swallowed.set()
        await asyncio.sleep(60)

    task = asyncio.create_task(stubborn())
    await asyncio.sleep(0)
    await asyncio.wait_for(cancel_until_ended([task]), 3)
    assert swallowed.is_set()
    assert task.cancelled()
