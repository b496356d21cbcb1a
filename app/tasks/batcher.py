"""Micro-batches: whatever waits together is flushed together; an idle flusher waits for nothing."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from app.domain.errors import QueueFull

In = TypeVar("In")
Out = TypeVar("Out")

# One outcome per item, in order; an exception is raised to that item's waiter only.
Flush = Callable[[list[In]], Awaitable[Sequence[Out | Exception]]]


class Batcher(Generic[In, Out]):
    """Owned by whoever runs ``run()``; cancelling a waiter cancels nobody's work."""

    def __init__(self, flush: Flush[In, Out], *, batch: int, bound: int) -> None:
        """At most ``batch`` items a flush and ``bound`` items waiting."""
        self._flush = flush
        self._batch = batch
        self._bound = bound
        self._waiting: deque[tuple[In, asyncio.Future[Out]]] = deque()
        self._filled = asyncio.Event()

    async def submit(self, item: In) -> Out:
        """The outcome of ``item``; raises QueueFull when too many wait.

        Who stops waiting gives up the answer only: the item is flushed all the same.
        """
        if len(self._waiting) >= self._bound:
            raise QueueFull(retry_after=1)
        future: asyncio.Future[Out] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, future))
        self._filled.set()
        return await future

    async def run(self) -> None:
        """Flush until cancelled; what waits at that moment is told so."""
        try:
            while True:
                await self._filled.wait()
                self._filled.clear()
                while self._waiting:
                    await self._flush_next()
        finally:
            while self._waiting:
                _, future = self._waiting.popleft()
                future.cancel()

    async def _flush_next(self) -> None:
        taken = [self._waiting.popleft() for _ in range(min(self._batch, len(self._waiting)))]
        try:
            outcomes = await self._flush([item for item, _ in taken])
        except asyncio.CancelledError:
            for _, future in taken:
                future.cancel()
            raise
        except Exception as exc:  # told to every waiter of this batch
            outcomes = [exc] * len(taken)
        for (_, future), outcome in zip(taken, outcomes, strict=True):
            if future.done():
                continue
            if isinstance(outcome, Exception):
                future.set_exception(outcome)
            else:
                future.set_result(outcome)
