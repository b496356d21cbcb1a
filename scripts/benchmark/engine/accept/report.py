"""What the measurement of accept says."""

from dataclasses import asdict

from scripts.benchmark.engine.accept.measure import BARE, Accepted
from scripts.benchmark.report import Aim, Grid, Part, at_least, at_most, memory_grid
from scripts.benchmark.spread import Spread, ratio_of, spread_of

_COLUMNS = (
    "accept over HTTP",
    "requests/s",
    "× bare",
    "p50 / p99 ms",
    "server µs/request",
    "× bare",
    "PostgreSQL / Valkey / generator µs",
)
_NOTES = (
    "Kept-alive connections, a request at a time on each; every request has a key of its own.",
    "Ours: one transaction with key, task, event and comic, API keys and all middleware on.",
    "Generator, server, PostgreSQL and Valkey share the processors: the server's own processor "
    "time per request is the number that this disturbs least.",
)
_MEMORY_MB = 75
_OF_BARE = 0.8
_FLAT = 0.9


def report(accepted: Accepted) -> Part:
    """Rates, costs, memory, aims."""
    return Part(
        "accept",
        (
            _grid(accepted),
            memory_grid("gateway", accepted.memory, f"{accepted.requests:,} requests"),
        ),
        _aims(accepted),
        {
            "rounds": {
                name: [asdict(one) for one in all_] for name, all_ in accepted.rounds.items()
            },
            "gateway_memory_mb": [asdict(memory) for memory in accepted.memory],
        },
    )


def _grid(accepted: Accepted) -> Grid:
    bare = accepted.rounds[BARE]
    rows = tuple(
        (
            name,
            spread_of(of, lambda one: one.per_second).text(),
            ratio_of(of, bare, lambda one: one.per_second).text(2),
            f"{spread_of(of, lambda one: one.p50_ms).median:.1f} / "
            f"{spread_of(of, lambda one: one.p99_ms).median:.1f}",
            spread_of(of, lambda one: one.server_us).text(),
            ratio_of(of, bare, lambda one: one.server_us).text(2),
            f"{spread_of(of, lambda one: one.postgres_us).median:.0f} / "
            f"{spread_of(of, lambda one: one.valkey_us).median:.0f} / "
            f"{spread_of(of, lambda one: one.generator_us).median:.0f}",
        )
        for name, of in accepted.rounds.items()
    )
    return Grid("접수 (accept)", _COLUMNS, rows, _NOTES)


def _aims(accepted: Accepted) -> tuple[Aim, ...]:
    bare, small, large = (accepted.rounds[name] for name in (BARE, accepted.small, accepted.large))
    rss = accepted.memory[1].rss
    return (
        at_least(
            "accept × bare FastAPI", _OF_BARE, ratio_of(small, bare, lambda one: one.per_second)
        ),
        at_least(
            "accept: many stored × few", _FLAT, ratio_of(large, small, lambda one: one.per_second)
        ),
        at_most(
            f"gateway RSS MB after {accepted.requests:,} requests",
            _MEMORY_MB,
            Spread(rss, rss, rss),
        ),
    )
