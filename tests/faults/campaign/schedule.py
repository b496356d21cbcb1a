"""What will go wrong, when, and to whom: drawn up front, so that a seed repeats it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random


class Kind(StrEnum):
    """The faults, in the words of the report."""

    KILL_WORKER = "워커 kill -9"
    FREEZE_WORKER = "워커 정지 (SIGSTOP)"
    KILL_GATEWAY = "게이트웨이 kill -9"
    FREEZE_GATEWAY = "게이트웨이 정지 (SIGSTOP)"
    KILL_REDIS = "Redis kill -9, 데이터 없이 재시작"
    FREEZE_REDIS = "Redis 정지 (SIGSTOP)"
    FLUSH_REDIS = "Redis FLUSHALL"
    CRASH_POSTGRES = "PostgreSQL 즉시 종료, 재시작"
    FREEZE_POSTGRES = "PostgreSQL 정지 (SIGSTOP)"
    CANCEL = "취소"
    REVIEW = "기다리지 않는 검토"
    WAKE_AGAIN = "같은 작업을 다섯 번 깨움"
    MOVE_CLOCK = "시계를 한 시간 앞뒤로"


WEIGHTS = {
    Kind.KILL_WORKER: 34,
    Kind.FREEZE_WORKER: 12,
    Kind.KILL_GATEWAY: 9,
    Kind.FREEZE_GATEWAY: 4,
    Kind.KILL_REDIS: 6,
    Kind.FREEZE_REDIS: 1,
    Kind.FLUSH_REDIS: 5,
    Kind.CRASH_POSTGRES: 3,
    Kind.FREEZE_POSTGRES: 1,
    Kind.CANCEL: 8,
    Kind.REVIEW: 5,
    Kind.WAKE_AGAIN: 7,
    Kind.MOVE_CLOCK: 5,
}

GATEWAYS = ("gateway-1", "gateway-2")
COMIC_WORKERS = ("comics-1", "comics-2", "comics-3")
PROBE_WORKERS = ("probes-1", "probes-2", "probes-3", "probes-4", "probes-5")
WORKERS = COMIC_WORKERS + PROBE_WORKERS
REDIS, POSTGRES = "redis", "postgres"

GAP = (0.1, 1.3)  # seconds between two faults, 0.7 on average
HOUR = 3600
SETTLE = 2.0  # a server that came back is left alone for that long


@dataclass(frozen=True)
class Fault:
    """``at`` and ``seconds`` are seconds; ``target`` is a place, or empty.

    ``seconds`` is how long it lasts, for a clock how far it is off. ``pick``, from 0 to 1, chooses
    among the tasks of the moment.
    """

    at: float
    kind: Kind
    target: str
    seconds: float
    pick: float


def draw(seed: int, count: int, lease: float) -> list[Fault]:
    """The same for the same arguments."""
    deck = _Deck(Random(seed), lease)
    return [deck.next() for _ in range(count)]


class _Deck:
    def __init__(self, random: Random, lease: float) -> None:
        self._random = random
        self._lease = lease
        self._now = 0.0
        self._frozen_until: dict[str, float] = {}
        self._draw: dict[Kind, Callable[[], tuple[str, float] | None]] = {
            Kind.KILL_WORKER: lambda: self._kill(WORKERS),
            Kind.FREEZE_WORKER: lambda: self._freeze(random.choice((COMIC_WORKERS, PROBE_WORKERS))),
            Kind.KILL_GATEWAY: lambda: self._kill(GATEWAYS),
            Kind.FREEZE_GATEWAY: lambda: self._freeze(GATEWAYS),
            Kind.KILL_REDIS: lambda: self._server(REDIS, 0.0, 2.0),
            Kind.FREEZE_REDIS: lambda: self._server(REDIS, 1.1 * lease, 1.8 * lease),
            Kind.FLUSH_REDIS: lambda: ("", 0.0),
            Kind.CRASH_POSTGRES: lambda: self._server(POSTGRES, 0.0, 1.0),
            # Shorter than a lease: nobody could hold one through it.
            Kind.FREEZE_POSTGRES: lambda: self._server(POSTGRES, 0.1 * lease, 0.4 * lease),
            Kind.CANCEL: lambda: ("", 0.0),
            Kind.REVIEW: lambda: ("", 0.0),
            Kind.WAKE_AGAIN: lambda: ("", 0.0),
            Kind.MOVE_CLOCK: lambda: (
                random.choice(WORKERS + GATEWAYS),
                random.choice((HOUR, 0, -HOUR)),
            ),
        }

    def next(self) -> Fault:
        self._now += self._random.uniform(*GAP)
        while True:
            [kind] = self._random.choices(list(WEIGHTS), list(WEIGHTS.values()))
            if drawn := self._draw[kind]():
                return Fault(self._now, kind, *drawn, self._random.random())

    def _kill(self, places: Sequence[str]) -> tuple[str, float] | None:
        going = self._going(places)
        return (self._random.choice(going), 0.0) if going else None

    def _freeze(self, places: Sequence[str]) -> tuple[str, float] | None:
        """One always goes on: nobody can take over from nobody."""
        going = self._going(places)
        if len(going) < 2:
            return None
        target, seconds = self._random.choice(going), self._random.uniform(1.1, 1.8) * self._lease
        self._frozen_until[target] = self._now + seconds
        return target, seconds

    def _server(self, name: str, least: float, most: float) -> tuple[str, float] | None:
        if not self._going([name]):
            return None
        seconds = self._random.uniform(least, most)
        self._frozen_until[name] = self._now + seconds + SETTLE
        return name, seconds

    def _going(self, places: Sequence[str]) -> list[str]:
        return [place for place in places if self._frozen_until.get(place, 0.0) <= self._now]
