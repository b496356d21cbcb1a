"""The machine's and this process's load, measured since the last look, without waiting."""

import time
from dataclasses import dataclass

import psutil

FRESH_SECONDS = 1.0


@dataclass(frozen=True)
class SystemSample:
    """As /performance reports it."""

    cpu_percent: float
    memory_total: int
    memory_available: int
    memory_percent: float
    pid: int
    memory_rss: int
    memory_vms: int
    process_cpu_percent: float


class SystemSampler:
    """Percentages need an interval, so a sample is kept for a second."""

    def __init__(self) -> None:
        self._process = psutil.Process()
        self._taken_at = time.monotonic()
        self._sample = self._take()

    def sample(self) -> SystemSample:
        """At most a second old."""
        if time.monotonic() - self._taken_at >= FRESH_SECONDS:
            self._sample = self._take()
            self._taken_at = time.monotonic()
        return self._sample

    def _take(self) -> SystemSample:
        memory = psutil.virtual_memory()
        with self._process.oneshot():
            used = self._process.memory_info()
            return SystemSample(
                cpu_percent=psutil.cpu_percent(interval=None),
                memory_total=memory.total,
                memory_available=memory.available,
                memory_percent=memory.percent,
                pid=self._process.pid,
                memory_rss=used.rss,
                memory_vms=used.vms,
                process_cpu_percent=self._process.cpu_percent(interval=None),
            )
