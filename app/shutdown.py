"""Learning of a shutdown before the server waits for its connections to end."""

import asyncio
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def on_shutdown_signal(react: Callable[[], None]) -> Iterator[None]:
    """Call ``react`` in the loop on SIGINT or SIGTERM, besides what the server does then.

    uvicorn tells the application only after the last connection has closed, which an open event
    stream never does by itself.
    """
    loop = asyncio.get_running_loop()
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in SIGNALS}

    def handle(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(react)
        handler = before[signal.Signals(number)]
        if callable(handler):
            handler(number, frame)

    served = [number for number in SIGNALS if callable(before[number])]
    for number in served:
        signal.signal(number, handle)
    try:
        yield
    finally:
        for number in served:
            signal.signal(number, before[number])
