"""What a worker got done: counted for /metrics, and told in its log every so many tasks."""

import time

import structlog

from app.domain.task import Json
from app.observability.timings import Timings

log = structlog.get_logger(__name__)


class WorkerStats:
    """Runs by type and end, calls of language models by endpoint and end."""

    def __init__(self, interval: int) -> None:
        """``interval``: runs between two lines in the log."""
        self.runs = Timings("type", "end")
        self.calls = Timings("endpoint", "end")
        self._interval = interval
        self._latest: list[float] = []
        self._since = time.monotonic()

    def note(self, task_type: str, end: str, seconds: float) -> None:
        """A run of ``task_type`` ended, ``seconds`` after its claim."""
        self.runs.add(task_type, end, seconds=seconds)
        self._latest.append(seconds)
        if len(self._latest) >= self._interval:
            self._tell()

    def describe(self) -> Json:
        """As published beside the worker's sign of life."""
        return {"runs": self.runs.describe(), "calls": self.calls.describe()}

    def _tell(self) -> None:
        now = time.monotonic()
        times, elapsed = sorted(self._latest), now - self._since
        self._latest, self._since = [], now
        log.info(
            "worker_stats",
            tasks=len(times),
            duration_seconds=round(elapsed, 3),
            tasks_per_second=round(len(times) / elapsed, 2) if elapsed else None,
            processing_time={
                "mean": round(sum(times) / len(times), 4),
                "p50": round(times[len(times) // 2], 4),
                "p95": round(times[len(times) * 95 // 100], 4),
                "max": round(times[-1], 4),
            },
        )
