"""What processes cost: processor time and memory, as the kernel counts them."""

from contextlib import suppress
from dataclasses import dataclass

import psutil

MB = 1_000_000


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
