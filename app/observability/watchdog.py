"""Ends a process whose event loop is stuck: its leases run out and others go on with its tasks."""

import asyncio
import faulthandler
import os
import threading
import time

_TICK_SECONDS = 0.25
STUCK_EXIT_CODE = 70


class Watchdog:
    """A thread that counts its own ticks since the loop's last sign of life.

    Ticks, not time: a process that was frozen as a whole (SIGSTOP, a closed laptop) is not stuck.
    """

    def __init__(self, limit_seconds: float) -> None:
        self._limit = limit_seconds
        self._ticks = 0

    async def run(self) -> None:
        """Watch until cancelled."""
        stop = threading.Event()
        thread = threading.Thread(target=self._watch, args=(stop,), name="watchdog", daemon=True)
        thread.start()
        try:
            while True:
                self._ticks = 0
                await asyncio.sleep(_TICK_SECONDS)
        finally:
            stop.set()

    def _watch(self, stop: threading.Event) -> None:
        while not stop.is_set():
            time.sleep(_TICK_SECONDS)  # noqa: TID251 - a thread of its own, not the loop
            self._ticks += 1
            if self._ticks * _TICK_SECONDS > self._limit and not stop.is_set():
                faulthandler.dump_traceback(all_threads=True)
                os._exit(STUCK_EXIT_CODE)
