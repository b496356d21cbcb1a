"""What processes cost: processor time and memory, as the kernel counts them."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

import psutil

MB = 1_000_000

_LOOK_SECONDS = 0.5  # a look costs the one who looks some milliseconds


@dataclass(frozen=True)
class Memory:
    """Resident (with shared pages) and unique (what ending the process would free), in MB."""

    rss: float
    uss: float


def cpu_seconds(pid: int) -> float:
    """User and system time of the process and its descendants, those that ended included."""
    leader = psutil.Process(pid)
    total = 0.0
    for process in (leader, *leader.children(recursive=True)):
        with suppress(psutil.NoSuchProcess):  # then its parent has its time
            times = process.cpu_times()
            total += times.user + times.system + times.children_user + times.children_system
    return total


def memory(pid: int) -> Memory:
    """Of this one process."""
    full = psutil.Process(pid).memory_full_info()
    return Memory(full.rss / MB, full.uss / MB)


@asynccontextmanager
async def watched_memory(pids: Sequence[int]) -> AsyncIterator[list[Memory]]:
    """The most that each process held while the block went on, filled in as it goes on."""
    peaks = [memory(pid) for pid in pids]

    def look() -> None:
        for index, (pid, peak) in enumerate(zip(pids, peaks, strict=True)):
            now = memory(pid)
            peaks[index] = Memory(max(peak.rss, now.rss), max(peak.uss, now.uss))

    async def watch() -> None:
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            look()

    async with asyncio.TaskGroup() as group:
        watching = group.create_task(watch())
        try:
            yield peaks
        finally:
            watching.cancel()
    look()
