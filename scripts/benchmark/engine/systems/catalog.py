"""The systems that run no-op tasks side by side, each with the settings that its makers advise."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from app.embedded.endpoints import Endpoints
from scripts.benchmark import product
from scripts.benchmark.children import python_environment
from scripts.benchmark.engine.sizes import Sizes
from scripts.benchmark.servers import Servers

CONCURRENCY = 200  # for dramatiq, threads: with its default of 8 it drains less than half

_PACKAGE = "scripts.benchmark.engine.systems"
_SMALL, _LARGE, _PEERS = 1, 2, 3  # Valkey's numbered databases


@dataclass(frozen=True)
class System:
    """``prepare`` gives a round a clean slate; ``tasks`` are drained in one."""

    name: str
    promise: str
    python: str
    worker: tuple[str, ...]
    module: str
    environment: Mapping[str, str]
    tasks: int
    prepare: Callable[[], None]

    def producer(self, tasks: int, pause: float) -> list[str]:
        """The command that submits ``tasks`` tasks."""
        amount = ["--tasks", str(tasks), "--pause", str(pause)]
        return [self.python, "-m", f"{_PACKAGE}.produce", self.module, *amount]


def ours(servers: Servers, sizes: Sizes, home: Path) -> tuple[System, System]:
    """The product's engine, with few tasks stored and with many."""

    def few() -> None:
        servers.renew("drain", template="small")
        servers.flush(_SMALL)

    def many() -> None:
        servers.flush(_LARGE)

    small = newsum(sizes, sizes.small, servers.endpoints("drain", _SMALL), home, few)
    large = newsum(sizes, sizes.large, servers.endpoints("large", _LARGE), home, many)
    return small, large


def newsum(
    sizes: Sizes, stored: int, endpoints: Endpoints, home: Path, prepare: Callable[[], None]
) -> System:
    """Ours on these servers, which have ``stored`` tasks already."""
    module = f"{_PACKAGE}.newsum"
    return System(
        name=f"newsum, {stored:,} stored",
        promise="at least once, effects once, events; PostgreSQL, fsync before the answer",
        python=sys.executable,
        worker=(sys.executable, "-m", module, str(CONCURRENCY)),
        module=module,
        environment=product.environment(endpoints, home),
        tasks=sizes.drained,
        prepare=prepare,
    )


def peers(servers: Servers, sizes: Sizes, programs: Path) -> tuple[System, ...]:
    """The others; ``programs`` holds the commands of the environment they are installed in."""
    return (
        _taskiq(
            "taskiq, Redis stream",
            "at least once, again after 10 min; Valkey, fsync each second",
            "RedisStreamBroker",
            servers,
            sizes,
            programs,
        ),
        _taskiq(
            "taskiq, Redis list",
            "at most once: what a dead worker held is lost; Valkey, fsync each second",
            "ListQueueBroker",
            servers,
            sizes,
            programs,
        ),
        _dramatiq(servers, sizes, programs),
        _procrastinate(servers, sizes, programs),
    )


def _taskiq(
    name: str, promise: str, broker: str, servers: Servers, sizes: Sizes, programs: Path
) -> System:
    module = f"{_PACKAGE}.taskiq_jobs"
    command = (str(programs / "taskiq"), "worker", f"{module}:broker")
    options = ("--workers", "1", "--max-async-tasks", str(CONCURRENCY), "--log-level", "WARNING")
    url = servers.redis_url(_PEERS)
    return System(
        name=name,
        promise=promise,
        python=str(programs / "python"),
        worker=(*command, *options),
        module=module,
        environment=python_environment(BENCHMARK_REDIS_URL=url, BENCHMARK_BROKER=broker),
        tasks=sizes.drained,
        prepare=lambda: servers.flush(_PEERS),
    )


def _dramatiq(servers: Servers, sizes: Sizes, programs: Path) -> System:
    module = f"{_PACKAGE}.dramatiq_jobs"
    options = ("--processes", "1", "--threads", str(CONCURRENCY))
    return System(
        name="dramatiq, Redis",
        promise="at least once, again after 60 s; Valkey, fsync each second",
        python=str(programs / "python"),
        worker=(str(programs / "dramatiq"), module, *options),
        module=module,
        environment=python_environment(BENCHMARK_REDIS_URL=servers.redis_url(_PEERS)),
        tasks=sizes.drained,
        prepare=lambda: servers.flush(_PEERS),
    )


def _procrastinate(servers: Servers, sizes: Sizes, programs: Path) -> System:
    module, database = f"{_PACKAGE}.procrastinate_jobs", "procrastinate"
    admin = servers.admin
    login = f"{admin.user}:{quote(admin.password or '', safe='')}"
    url = f"postgresql://{login}@{admin.host}:{admin.port}/{database}"
    python = str(programs / "python")
    return System(
        name="procrastinate, PostgreSQL",
        promise="at least once, if a periodic task of one's own retries stalled jobs; fsync",
        python=python,
        worker=(python, "-m", module, str(CONCURRENCY)),
        module=module,
        environment=python_environment(BENCHMARK_POSTGRES=url),
        tasks=sizes.drained_slow,
        prepare=lambda: servers.renew(database),
    )
