"""A client that reads a comic's event stream while a test does other things."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx2


class Reader:
    """What one stream has told so far."""

    def __init__(self) -> None:
        self.events: list[tuple[int, str]] = []
        self.ended = False
        self._news = asyncio.Condition()

    async def read(self, client: httpx2.AsyncClient, comic_id: str) -> None:
        """Until the gateway ends the stream; never connects a second time."""
        async with client.stream("GET", f"/api/v1/comics/{comic_id}/events") as response:
            assert response.status_code == 200
            async for event in httpx2.EventSource(response):
                if event.id:
                    await self._note(int(event.id), event.event)
        async with self._news:
            self.ended = True
            self._news.notify_all()

    async def told(self, kind: str, within: float = 10) -> bool:
        """Whether an event of this kind came, after waiting for it."""
        try:
            async with asyncio.timeout(within), self._news:
                await self._news.wait_for(lambda: kind in (each for _, each in self.events))
        except TimeoutError:
            return False
        return True

    async def _note(self, number: int, kind: str) -> None:
        async with self._news:
            assert number == len(self.events) + 1, "a gap or a repeat"
            self.events.append((number, kind))
            self._news.notify_all()


@asynccontextmanager
async def listening(client: httpx2.AsyncClient, comic_id: str) -> AsyncIterator[Reader]:
    """A stream that is open when the block begins; the reader fails the test if it breaks."""
    reader = Reader()
    async with asyncio.TaskGroup() as group:
        reading = group.create_task(reader.read(client, comic_id))
        assert await reader.told("accepted")
        yield reader
        reading.cancel()
