"""The runs of one process: whoever leaves gives his place back, however he left."""

import asyncio
from types import SimpleNamespace
from uuid import uuid4

from workers.running import RunningTasks


async def test_a_run_that_was_cancelled_before_its_first_step_gives_its_place_back() -> None:
    running = RunningTasks(1)
    claim = SimpleNamespace(id=uuid4(), attempt=1)
    running.add(claim, asyncio.create_task(asyncio.sleep(60)))
    assert running.room == 0
    running.cancel_task(str(claim.id))
    async with asyncio.timeout(1):
        assert await running.wait_for_room() == 1
