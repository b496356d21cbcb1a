"""What the engine asks PostgreSQL again and again, with few tasks stored and with many."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import structlog
from redis.asyncio import Redis

from app.config.settings import Settings
from app.database import Database
from app.domain.errors import AppError
from app.embedded.endpoints import Endpoints
from app.redis import connect_redis
from app.repositories.checkpoint_retention import prune_checkpoints
from app.repositories.comic_retention import prune_comics
from app.repositories.workers import WorkerRepository
from app.services.storage.local import LocalObjectStore
from app.services.storage.paths import StoragePaths
from app.tasks.depth import DepthLimits
from app.tasks.leases import Leases
from app.tasks.manager import AsyncTaskManager
from app.tasks.retention import Retention
from app.tasks.sweep import Sweeper
from app.tasks.wakeups import Wakeups
from run_unified_llm_worker import QUEUES
from scripts.benchmark.alternation import alternating
from scripts.benchmark.engine.stage import LARGE, SMALL, Stage
from scripts.benchmark.report import Grid, Part
from scripts.benchmark.spread import ratio, spread

_POLLED = 200
_NOTES = (
    "Each through the product's own code, nothing being due; the sweep and the poll run each second"
    " in every worker, pruning each five minutes.",
    "«fails»: it was broken off at its deadline, or said that it could not do its work.",
)

Operation = Callable[[], Awaitable[object]]


@dataclass(frozen=True)
class Timing:
    """All rounds in ms; ``failures`` of them did not do their work."""

    rounds: list[float]
    failures: int


def measure(stage: Stage) -> Part:
    """Every operation at both sizes, in turns."""
    small, large = asyncio.run(_measured(stage))
    rows = tuple(
        (
            name,
            _text(small[name]),
            _text(large[name]),
            ratio(large[name].rounds, small[name].rounds).text(1),
        )
        for name in small
    )
    sizes = stage.sizes
    columns = ("ms", f"{sizes.small:,} stored", f"{sizes.large:,} stored", "×")
    numbers = {
        name: {"small_ms": small[name].rounds, "large_ms": large[name].rounds} for name in small
    }
    grid = Grid("반복되는 질의 (periodic queries)", columns, rows, _NOTES)
    return Part("queries", (grid,), (), numbers)


def _text(timing: Timing) -> str:
    return spread(timing.rounds).text(2) + (" fails" if timing.failures else "")


async def _measured(stage: Stage) -> tuple[dict[str, Timing], dict[str, Timing]]:
    small, large = (stage.servers.endpoints(name, 0) for name in (SMALL, LARGE))
    async with operations(small, stage.home) as few, operations(large, stage.home) as many:
        found: tuple[dict[str, Timing], dict[str, Timing]] = ({}, {})
        with stage.screen.part("queries", len(few)) as steps:
            for name in few:
                steps.begin(name)
                timings = await _timed((few[name], many[name]), stage.sizes.query_rounds)
                for timing, place in zip(timings, found, strict=True):
                    place[name] = timing
                steps.done(
                    " and ".join([f"{name}: {_text(timings[0])}", f"{_text(timings[1])} ms"])
                )
        return found


async def _timed(operations: tuple[Operation, Operation], rounds: int) -> list[Timing]:
    for operation in operations:
        await timed_once(operation)  # statements are prepared and pages read
    seconds: dict[int, list[float]] = {0: [], 1: []}
    failures = {0: 0, 1: 0}
    for number in alternating((0, 1), rounds):
        elapsed, well = await timed_once(operations[number])
        seconds[number].append(elapsed * 1e3)
        failures[number] += not well
    return [Timing(seconds[number], failures[number]) for number in (0, 1)]


async def timed_once(operation: Operation) -> tuple[float, bool]:
    """The loops of the engine log a failure and go on: what they log is a failure here."""
    with structlog.testing.capture_logs() as logged:
        started = time.perf_counter()
        try:
            await operation()
        except AppError as exc:
            logged.append({"event": exc.slug, "log_level": "error"})
        return time.perf_counter() - started, not logged


@asynccontextmanager
async def operations(endpoints: Endpoints, home: Path) -> AsyncIterator[Mapping[str, Operation]]:
    """By their names; ``home`` is where the files of comics would be."""
    database = await Database.open(
        endpoints.postgres, min_size=1, max_size=2, application_name="newsum-benchmark"
    )
    redis = connect_redis(endpoints.redis_url, connections=2)
    try:
        yield _named(database, redis, home)
    finally:
        await redis.aclose()
        await database.close()


def _named(database: Database, redis: Redis, home: Path) -> Mapping[str, Operation]:
    settings = Settings(_env_file=None)
    lease = settings.TASK_LEASE_SECONDS
    leases = Leases(database, database, "benchmark", lease)
    sweeper = Sweeper(database, Wakeups(redis), interval=1.0, lease_seconds=lease)
    store = LocalObjectStore(StoragePaths(home / "images", home / "reports"))
    checkpoints = prune_checkpoints(database, settings.CHECKPOINT_RETENTION_DAYS)
    comics = prune_comics(database, store, settings)

    def depth() -> Awaitable[object]:
        limits = DepthLimits(
            database,
            per_queue=settings.TASK_MAX_QUEUE_DEPTH,
            per_owner=settings.TASK_MAX_OWNER_DEPTH,
        )
        return limits.check(QUEUES[0], "benchmark")

    def fresh_manager() -> AsyncTaskManager:  # it keeps its counts for five seconds
        return AsyncTaskManager(database, redis, settings, settings)

    return {
        "poll": lambda: leases.due(QUEUES, _POLLED),
        "poll, isolated": lambda: leases.reserve_isolated(QUEUES),
        "heartbeat, idle": lambda: leases.heartbeat([]),
        "sweep": sweeper.sweep,
        "depth limits at accept": depth,
        "/health: workers": WorkerRepository(database).live,
        "/async-status: counts": lambda: fresh_manager().counts(),
        "ops: queue depths": lambda: fresh_manager().queue_depths(),
        "ops: dead letters": lambda: fresh_manager().dead_letters(),
        "prune: engine": Retention(database, settings).prune,
        "prune: checkpoints": lambda: checkpoints(50),
        "prune: comics": lambda: comics(50),
    }
