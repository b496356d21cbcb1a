"""Cancellation in spite of clients: some answer it with an error of their own, some swallow it.

redis-py 8.1 was seen to do both (its pipeline now and then returns as if nothing had happened).
"""

import asyncio
from collections.abc import Coroutine, Iterable
from typing import Any

_PATIENCE_SECONDS = 0.5


def raise_if_cancelled() -> None:
    """Call where an error of a client is handled: a cancelled task must end all the same."""
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError


async def cancel_until_ended(tasks: Iterable[asyncio.Task[Any]]) -> None:
    """Cancel ``tasks``, again and again, and wait until all have ended."""
    pending = {task for task in tasks if not task.done()}
    while pending:
        for task in pending:
            task.cancel()
        _, pending = await asyncio.wait(pending, timeout=_PATIENCE_SECONDS)


async def run_together(*loops: Coroutine[Any, Any, None]) -> None:
    """Run ``loops`` until cancelled or until one of them fails; then all of them have ended."""
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(loop) for loop in loops]
        try:
            await asyncio.Event().wait()
        finally:
            await cancel_until_ended(tasks)
