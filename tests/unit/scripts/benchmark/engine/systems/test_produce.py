import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from scripts.benchmark.engine.systems.produce import Submit, produce


async def test_submissions_with_a_pause_follow_one_another() -> None:
    under_way, most = 0, 0

    @asynccontextmanager
    async def open_producer() -> AsyncIterator[Submit]:
        async def submit() -> None:
            nonlocal under_way, most
            under_way += 1
            most = max(most, under_way)
            await asyncio.sleep(0.001)
            under_way -= 1

        yield submit

    paced = await produce(open_producer, 5, pause=0.002)
    assert most == 1
    assert paced == sorted(paced)
    assert all(asked < stored for asked, stored in paced)
    assert len(await produce(open_producer, 5, pause=0.0)) == 5
    assert most == 5
