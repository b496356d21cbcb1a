"""No-op tasks: how fast one worker process drains them, and how soon an idle one starts one."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts.benchmark.alternation import alternating
from scripts.benchmark.children import Child, output_of
from scripts.benchmark.engine.stage import Stage
from scripts.benchmark.engine.systems import catalog
from scripts.benchmark.engine.systems.catalog import System
from scripts.benchmark.spread import percentile
from scripts.benchmark.usage import cpu_seconds, memory

PAUSE = 0.02

_SECONDS = 300.0
_WARM = 10  # the first idle tasks of a worker that was busy until now are not counted


@dataclass(frozen=True)
class Sample:
    """One round of one system; times of the processors are in µs per task."""

    per_second: float
    worker_us: float
    postgres_us: float
    valkey_us: float
    dispatch_p50_ms: float
    dispatch_p99_ms: float
    submit_p50_ms: float
    rss_mb: float


@dataclass(frozen=True)
class Drained:
    """All rounds by system, ours first: with few tasks stored, with many."""

    systems: tuple[System, ...]
    rounds: dict[str, list[Sample]]


@dataclass(frozen=True)
class _Record:
    """What a worker's recorder had written at a mark."""

    pid: int
    cpu: float
    starts: list[float]


def drain(stage: Stage, programs: Path) -> Drained:
    """All systems side by side; ``programs`` are the peers'."""
    sizes = stage.sizes
    ours = catalog.ours(stage.servers, sizes, stage.home)
    systems = (*ours, *catalog.peers(stage.servers, sizes, programs))
    rounds: dict[str, list[Sample]] = {system.name: [] for system in systems}
    with stage.screen.part("drain", sizes.rounds * len(systems)) as steps:
        for system in alternating(systems, sizes.rounds):
            steps.begin(system.name)
            sample = _round(stage, system)
            rounds[system.name].append(sample)
            steps.done(
                f"{system.name}: {sample.per_second:,.0f}/s, {sample.worker_us:.0f} µs a task, "
                f"dispatch {sample.dispatch_p50_ms:.2f} ms"
            )
    return Drained(systems, rounds)


def _round(stage: Stage, system: System) -> Sample:
    system.prepare()
    _produce(system, system.tasks, pause=0.0)
    tenth, last = system.tasks // 10, system.tasks
    idle = _WARM + stage.sizes.dispatched
    record = stage.home / "record"
    for old in stage.home.glob("record.*"):
        old.unlink()
    environment = {
        **system.environment,
        "BENCHMARK_RECORD": str(record),
        "BENCHMARK_MARKS": f"{tenth},{last},{last + idle}",
    }
    servers = (stage.servers.postgres.pid, stage.servers.valkey.pid)
    with stage.children() as children:
        before = [cpu_seconds(pid) for pid in servers]
        worker = children.start("noop-worker", system.worker, environment)
        drained = _recorded(worker, record, last)
        used = [cpu_seconds(pid) - early for pid, early in zip(servers, before, strict=True)]
        rss = memory(drained.pid).rss
        submitted = _produce(system, idle, pause=PAUSE)
        started = _recorded(worker, record, last + idle).starts[last:]
        warm = _recorded(worker, record, tenth)
    dispatched = _latencies([stored for _, stored in submitted], started)
    counted = last - tenth
    return Sample(
        per_second=counted / (drained.starts[last - 1] - drained.starts[tenth - 1]),
        worker_us=(drained.cpu - warm.cpu) / counted * 1e6,
        postgres_us=used[0] / last * 1e6,
        valkey_us=used[1] / last * 1e6,
        dispatch_p50_ms=percentile(dispatched, 0.5),
        dispatch_p99_ms=percentile(dispatched, 0.99),
        submit_p50_ms=percentile(_latencies([asked for asked, _ in submitted], started), 0.5),
        rss_mb=rss,
    )


def _produce(system: System, tasks: int, *, pause: float) -> list[tuple[float, float]]:
    command = system.producer(tasks, pause)
    printed = json.loads(output_of(command, system.environment, seconds=_SECONDS))
    return [(asked, stored) for asked, stored in printed]


def _recorded(worker: Child, record: Path, mark: int) -> _Record:
    path = record.with_suffix(f".{mark}")
    worker.wait_until(path.exists, _SECONDS, every=0.02)
    return _Record(**json.loads(path.read_text()))


def _latencies(since: Sequence[float], started: Sequence[float]) -> list[float]:
    pairs = zip(since, started, strict=True)
    return [(start - at) * 1e3 for at, start in pairs][_WARM:]
