"""What a worker tells of its work."""

from typing import Any

import structlog

from workers.stats import WorkerStats


def test_every_so_many_runs_a_line_tells_throughput_and_latency() -> None:
    stats = WorkerStats(interval=4)
    with structlog.testing.capture_logs() as lines:
        for number in range(9):
            stats.note("chat", "succeeded", seconds=number / 10)
    told: list[Any] = [line for line in lines if line["event"] == "worker_stats"]
    assert [line["tasks"] for line in told] == [4, 4]
    assert told[0]["processing_time"] == {"mean": 0.15, "p50": 0.2, "p95": 0.3, "max": 0.3}
    assert told[0]["tasks_per_second"] > 0


def test_runs_are_counted_by_type_and_end() -> None:
    stats = WorkerStats(interval=50)
    stats.note("chat", "succeeded", seconds=0.5)
    stats.note("chat", "succeeded", seconds=0.25)
    stats.note("comic", "failed", seconds=3)
    assert stats.describe()["runs"] == [
        {"type": "chat", "end": "succeeded", "count": 2, "seconds": 0.75},
        {"type": "comic", "end": "failed", "count": 1, "seconds": 3},
    ]
