"""What the measurement of drain and dispatch says."""

from collections.abc import Sequence
from dataclasses import asdict

from scripts.benchmark.engine.drain.measure import PAUSE, Drained, Sample
from scripts.benchmark.engine.systems.catalog import CONCURRENCY
from scripts.benchmark.report import Aim, Grid, Part, at_least, at_most
from scripts.benchmark.spread import ratio_of, spread_of

_COLUMNS = (
    "no-op tasks",
    "tasks/s",
    "newsum is × as fast",
    "worker µs/task",
    "PostgreSQL / Valkey µs",
    "dispatch median ms",
    "p99 ms",
    "with the submission ms",
    "RSS MB",
)
_NOTES = (
    f"One worker process each, {CONCURRENCY} tasks at a time (dramatiq: threads, the others on "
    "uvloop); no peer stores results or events.",
    "Drain: from a tenth to the last of the tasks waiting when the worker starts.",
    f"Dispatch: an idle worker gets a task each {PAUSE * 1e3:.0f} ms; from the return of the "
    "submission (stored by then; a worker may be quicker than that) to the handler's start.",
)
_PER_SECOND = 8_000
_DISPATCH_MS = 3
_FLAT, _FLAT_TIME = 0.9, 1.1


def report(drained: Drained) -> Part:
    """Rates, costs, latencies, aims, and what each system promises."""
    few, many = (drained.rounds[system.name] for system in drained.systems[:2])
    return Part(
        "drain",
        (_grid(drained, few),),
        _aims(few, many),
        {"rounds": {name: [asdict(one) for one in all_] for name, all_ in drained.rounds.items()}},
    )


def _grid(drained: Drained, few: Sequence[Sample]) -> Grid:
    rows = tuple(
        (
            name,
            spread_of(of, lambda one: one.per_second).text(),
            ratio_of(few, of, lambda one: one.per_second).text(2),
            spread_of(of, lambda one: one.worker_us).text(),
            f"{spread_of(of, lambda one: one.postgres_us).median:.0f} / "
            f"{spread_of(of, lambda one: one.valkey_us).median:.0f}",
            spread_of(of, lambda one: one.dispatch_p50_ms).text(2),
            f"{spread_of(of, lambda one: one.dispatch_p99_ms).median:.2f}",
            f"{spread_of(of, lambda one: one.submit_p50_ms).median:.2f}",
            f"{spread_of(of, lambda one: one.rss_mb).median:.0f}",
        )
        for name, of in drained.rounds.items()
    )
    ours, _, *peers = drained.systems
    promises = tuple(f"{system.name}: {system.promise}." for system in (ours, *peers))
    return Grid("처리와 배정 (drain and dispatch)", _COLUMNS, rows, _NOTES + promises)


def _aims(few: Sequence[Sample], many: Sequence[Sample]) -> tuple[Aim, ...]:
    return (
        at_least(
            "drain, tasks/s", _PER_SECOND, spread_of(few, lambda one: one.per_second), digits=0
        ),
        at_most(
            "idle dispatch, median ms",
            _DISPATCH_MS,
            spread_of(few, lambda one: one.dispatch_p50_ms),
        ),
        at_least(
            "drain: many stored × few", _FLAT, ratio_of(many, few, lambda one: one.per_second)
        ),
        at_most(
            "dispatch: many stored × few",
            _FLAT_TIME,
            ratio_of(many, few, lambda one: one.dispatch_p50_ms),
        ),
    )
