import asyncio

import pytest

from app.domain.errors import DatabaseDown
from app.nodes.task_group import task_group


async def fails() -> None:
    raise DatabaseDown


async def test_the_first_error_comes_out_as_it_is_and_ends_the_rest() -> None:
    ended = asyncio.Event()

    async def waits() -> None:
        try:
            await asyncio.sleep(30)
        finally:
            ended.set()

    async def both() -> None:
        async with task_group() as group:
            group.create_task(waits())
            group.create_task(fails())

    with pytest.raises(DatabaseDown):
        await both()
    assert ended.is_set()


async def test_an_error_in_a_group_within_a_group_comes_out_as_it_is() -> None:
    async def nested() -> None:
        async with task_group() as group:
            group.create_task(fails())

    with pytest.raises(DatabaseDown):
        async with task_group() as group:
            group.create_task(nested())


async def test_cancellation_passes_through() -> None:
    async def outer() -> None:
        async with task_group() as group:
            group.create_task(asyncio.sleep(30))

    task = asyncio.create_task(outer())
    await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(task, 1)
