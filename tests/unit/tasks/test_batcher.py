"""Micro-batches: order, isolation of failures, cancellation of one waiter, bounds."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest

from app.domain.errors import QueueFull
from app.tasks.batcher import Batcher


@asynccontextmanager
async def running(batcher: Batcher[int, int]) -> AsyncIterator[None]:
    task = asyncio.create_task(batcher.run())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def test_what_waits_together_is_flushed_together() -> None:
    batches: list[list[int]] = []

    async def flush(items: list[int]) -> list[int | Exception]:
        batches.append(items)
        await asyncio.sleep(0.01)
        return [item * 2 for item in items]

    async with running(batcher := Batcher(flush, batch=4, bound=100)):
        assert await asyncio.gather(*map(batcher.submit, range(10))) == [n * 2 for n in range(10)]
    assert [len(batch) for batch in batches] == [4, 4, 2]


async def test_one_failure_reaches_its_own_waiter_only() -> None:
    async def flush(items: list[int]) -> list[int | Exception]:
        return [ValueError() if item == 1 else item for item in items]

    async with running(batcher := Batcher(flush, batch=10, bound=100)):
        outcomes = await asyncio.gather(*map(batcher.submit, range(3)), return_exceptions=True)
    assert outcomes[0] == 0
    assert isinstance(outcomes[1], ValueError)
    assert outcomes[2] == 2


async def test_a_failed_flush_reaches_all_and_the_next_one_works() -> None:
    async def flush(items: list[int]) -> list[int | Exception]:
        if 0 in items:
            raise RuntimeError
        return list(items)

    async with running(batcher := Batcher(flush, batch=10, bound=100)):
        outcomes = await asyncio.gather(*map(batcher.submit, range(3)), return_exceptions=True)
        assert all(isinstance(outcome, RuntimeError) for outcome in outcomes)
        assert await batcher.submit(7) == 7


async def test_a_cancelled_waiter_cancels_nobody() -> None:
    entered, go = asyncio.Event(), asyncio.Event()

    async def flush(items: list[int]) -> list[int | Exception]:
        entered.set()
        await go.wait()
        return list(items)

    async with running(batcher := Batcher(flush, batch=10, bound=100)):
        waiters = [asyncio.create_task(batcher.submit(n)) for n in range(3)]
        await entered.wait()
        waiters[1].cancel()
        go.set()
        assert await waiters[0] == 0
        assert await waiters[2] == 2
        with pytest.raises(asyncio.CancelledError):
            await waiters[1]


async def test_who_stops_waiting_gives_up_the_answer_and_not_the_work() -> None:
    entered, go, flushed = asyncio.Event(), asyncio.Event(), list[int]()

    async def flush(items: list[int]) -> list[int | Exception]:
        entered.set()
        await go.wait()
        flushed.extend(items)
        return list(items)

    async with running(batcher := Batcher(flush, batch=10, bound=100)):
        patient = asyncio.create_task(batcher.submit(1))
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(batcher.submit(2), 0.01)
        go.set()
        assert await patient == 1
        assert 2 in flushed or await batcher.submit(3) == 3
    assert 2 in flushed


async def test_more_than_the_bound_is_refused() -> None:
    async def flush(items: list[int]) -> list[int | Exception]:
        return list(items)

    batcher = Batcher(flush, batch=1, bound=2)
    waiters = [asyncio.create_task(batcher.submit(n)) for n in range(2)]
    await asyncio.sleep(0)
    with pytest.raises(QueueFull):
        await batcher.submit(3)
    async with running(batcher):
        assert await asyncio.gather(*waiters) == [0, 1]
