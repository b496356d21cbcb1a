"""``python -m … produce MODULE``: submits no-op tasks to a system, prints when each was, as JSON.

``MODULE.open_producer()`` opens the system and gives a function that submits one task. Standard
library only, like the recorder.
"""

import argparse
import asyncio
import importlib
import json
import time
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager

Submit = Callable[[], Awaitable[object]]
OpenProducer = Callable[[], AbstractAsyncContextManager[Submit]]

_AT_ONCE = 200


async def produce(
    open_producer: OpenProducer, tasks: int, pause: float
) -> list[tuple[float, float]]:
    """When each was asked for, and when its submission had returned: it was stored by then.

    With a ``pause`` one after the other, else as many at once as it takes.
    """
    submitted: list[tuple[float, float]] = []
    gate = asyncio.Semaphore(1 if pause else _AT_ONCE)

    async def one(submit: Submit) -> None:
        async with gate:
            asked = time.monotonic()
            await submit()
            submitted.append((asked, time.monotonic()))
            await asyncio.sleep(pause)

    async with open_producer() as submit:
        await asyncio.gather(*(one(submit) for _ in range(tasks)))
    return submitted


def main() -> None:
    """Parse, submit, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("module")
    parser.add_argument("--tasks", type=int, required=True)
    parser.add_argument("--pause", type=float, default=0.0)
    arguments = parser.parse_args()
    open_producer: OpenProducer = importlib.import_module(arguments.module).open_producer
    print(json.dumps(asyncio.run(produce(open_producer, arguments.tasks, arguments.pause))))


if __name__ == "__main__":
    main()
