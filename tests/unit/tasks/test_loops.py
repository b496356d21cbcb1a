"""A loop survives whatever a round raises, and still ends when it is cancelled."""

import asyncio

import pytest

from app.domain.errors import DatabaseDown, StorageFull
from app.tasks.loops import repeat


@pytest.mark.parametrize(
    "error", [DatabaseDown(), StorageFull(), ValueError(), ExceptionGroup("", [DatabaseDown()])]
)
async def test_a_bad_round_is_followed_by_the_next(error: Exception) -> None:
    rounds = 0

    async def step() -> None:
        nonlocal rounds
        rounds += 1
        if rounds == 1:
            raise error

    task = asyncio.create_task(repeat(step, every=0, name="probe"))
    while rounds < 3:
        assert not task.done()
        await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
