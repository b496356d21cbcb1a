"""Durable accept over HTTP: our gateway beside a bare FastAPI and one that pushes to a list."""

import json
from dataclasses import dataclass

from scripts.benchmark import product
from scripts.benchmark.alternation import alternating
from scripts.benchmark.children import Children, module, output_of, python_environment
from scripts.benchmark.engine.stage import LARGE, SMALL, Stage
from scripts.benchmark.failure import BenchmarkFailed
from scripts.benchmark.product import Listening
from scripts.benchmark.usage import Memory, cpu_seconds, memory

BARE, PUSHING = "bare FastAPI, stores nothing", "FastAPI + LPUSH"

_PATH = "/api/v1/comics"
_BODY = {
    "writer_id": "creative_writer",
    "data": {
        "query": "2024년 AI 기술 발전과 사회 변화",
        "site": {"news": ["techcrunch.com", "wired.com"]},
    },
}
_SECONDS = 300.0


@dataclass(frozen=True)
class Sample:
    """One round of one server; times of the processors are in µs per request."""

    per_second: float
    p50_ms: float
    p99_ms: float
    server_us: float
    postgres_us: float
    valkey_us: float
    generator_us: float


@dataclass(frozen=True)
class Accepted:
    """All rounds by server; ``small`` and ``large`` are our gateway's names, ``memory`` is its."""

    rounds: dict[str, list[Sample]]
    small: str
    large: str
    memory: tuple[Memory, Memory]
    requests: int


def accept(stage: Stage) -> Accepted:
    """Load each server in turns, ours with few and with many tasks stored."""
    sizes = stage.sizes
    small, large = (f"newsum, {stored:,} stored" for stored in (sizes.small, sizes.large))
    with stage.children() as children:
        servers = _start(stage, children, small, large)
        gateway = servers[small].child.pid
        at_start = memory(gateway)
        rounds: dict[str, list[Sample]] = {name: [] for name in servers}
        with stage.screen.part("accept", sizes.rounds * len(servers)) as steps:
            for name in alternating(list(servers), sizes.rounds):
                steps.begin(name)
                sample = _loaded(stage, servers[name])
                rounds[name].append(sample)
                steps.done(
                    f"{name}: {sample.per_second:,.0f}/s, {sample.server_us:.0f} µs a request"
                )
        requests = sizes.rounds * (sizes.requests + sizes.warmup)
        return Accepted(rounds, small, large, (at_start, memory(gateway)), requests)


def _start(stage: Stage, children: Children, small: str, large: str) -> dict[str, Listening]:
    servers = stage.servers
    servers.renew("accept", template=SMALL)
    gateways = {
        name: product.start_gateway(
            children,
            f"gateway-{database}",
            product.environment(servers.endpoints(database, number), stage.home),
        )
        for number, (name, database) in enumerate(((small, "accept"), (large, LARGE)), start=4)
    }
    settings = python_environment(BENCHMARK_REDIS_URL=servers.redis_url(6))
    package = "scripts.benchmark.baselines"
    baselines = {
        name: product.start_application(children, file, f"{package}.{file}:app", settings)
        for name, file in ((BARE, "bare"), (PUSHING, "pushing"))
    }
    return {BARE: baselines[BARE], **gateways, PUSHING: baselines[PUSHING]}


def _loaded(stage: Stage, server: Listening) -> Sample:
    sizes, servers = stage.sizes, stage.servers
    pids = (server.child.pid, servers.postgres.pid, servers.valkey.pid)
    before = [cpu_seconds(pid) for pid in pids]
    found = json.loads(output_of(_generator(stage, server), python_environment(), seconds=_SECONDS))
    after = [cpu_seconds(pid) for pid in pids]
    if found["statuses"] != {"202": sizes.requests}:
        raise BenchmarkFailed(f"{server.child.name} answered {found['statuses']}")
    total = sizes.requests + sizes.warmup
    used = [(late - early) / total * 1e6 for early, late in zip(before, after, strict=True)]
    return Sample(
        per_second=sizes.requests / found["seconds"],
        p50_ms=found["p50"] * 1e3,
        p99_ms=found["p99"] * 1e3,
        server_us=used[0],
        postgres_us=used[1],
        valkey_us=used[2],
        generator_us=found["cpu_seconds"] / sizes.requests * 1e6,
    )


def _generator(stage: Stage, server: Listening) -> list[str]:
    sizes = stage.sizes
    options = {
        "port": server.port,
        "path": _PATH,
        "body": json.dumps(_BODY, ensure_ascii=False),
        "token": product.API_KEY,
        "requests": sizes.requests,
        "warmup": sizes.warmup,
        "connections": sizes.connections,
    }
    words = [word for name, value in options.items() for word in (f"--{name}", str(value))]
    return module("scripts.benchmark.load.generator", *words)
