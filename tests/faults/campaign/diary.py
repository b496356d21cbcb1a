"""Who held which task when, and what that says about recoveries and robberies."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal
from uuid import UUID

from app.queries import load_queries

QUERIES = load_queries(__file__, "diary.sql")

Cause = Literal["kill", "freeze", "ended"]

CRASHES_BEFORE_ALONE = 2  # docs/architecture.md

# A thawed process needs a moment to renew what it still holds.
_THAWED = timedelta(seconds=2)
_WOKEN = timedelta(seconds=1)


def now() -> datetime:
    """On the clock that the database uses too: nobody moves this process's."""
    return datetime.now(UTC)


@dataclass
class Stop:
    """From when to when a process did nothing; a dead one for ever. ``told``: by itself, how."""

    pid: int
    cause: Cause
    begin: datetime
    end: datetime | None = None
    told: str = ""


@dataclass
class Outage:
    """From when to when a server did not answer; ``restarted``: it lost what it had in memory."""

    server: str
    restarted: bool
    begin: datetime
    end: datetime | None = None


@dataclass(frozen=True)
class Turn:
    """One claim of a task. ``lost``: it was swept; ``again``: when the task was claimed next.

    ``crashes`` is the task's own count when the turn ended.
    """

    task_id: UUID
    attempt: int
    pid: int
    began: datetime
    accepted: datetime
    ended: datetime | None
    lost: bool
    crashes: int | None
    again: datetime | None


@dataclass(frozen=True)
class Recovery:
    """From a process's death to the next claim of a task that it held.

    ``waited`` is all of that time; in ``seconds`` the clock stands while the database is away.
    ``alone``: the task had to wait for a process of its own.
    """

    task_id: UUID
    cause: Cause
    waited: float
    seconds: float
    alone: bool


def recoveries(
    turns: Iterable[Turn], stops: Iterable[Stop], outages: Iterable[Outage]
) -> list[Recovery]:
    """One for each lost turn that was taken up again."""
    by_pid, postgres = _by_pid(stops), _of_postgres(outages)
    return [
        _recovery(turn, turn.again, stop, postgres)
        for turn in turns
        if turn.again and (stop := _stop_of(turn, by_pid))
    ]


def robberies(
    turns: Iterable[Turn], stops: Iterable[Stop], outages: Iterable[Outage], lease: float
) -> list[str]:
    """Turns that were swept although their process and the database were well."""
    by_pid, postgres = _by_pid(stops), _of_postgres(outages)
    return [
        f"task {turn.task_id} was taken from process {turn.pid}, which lived, at {turn.ended}"
        for turn in turns
        if turn.lost and not _stop_of(turn, by_pid) and not _shaken(turn, postgres, lease)
    ]


def first_successes(turns: Sequence[Turn], outages: Iterable[Outage], server: str) -> list[float]:
    """From each restart to the first claim of a task that was accepted after it.

    For Redis only a claim that came within a second counts: that one was woken, not polled. A
    restart that was followed by another outage too soon tells nothing.
    """
    patience = _WOKEN if server == "redis" else timedelta.max
    firsts = [turn for turn in turns if turn.attempt == 1 and turn.began - turn.accepted < patience]
    its = [outage for outage in outages if outage.server == server]
    ends = [outage.begin for outage in its[1:]] + [datetime.max.replace(tzinfo=UTC)]
    waits = (
        [t.began - outage.end for t in firsts if outage.end < t.accepted and t.began < until]
        for outage, until in zip(its, ends, strict=True)
        if outage.restarted and outage.end
    )
    return [min(wait).total_seconds() for wait in waits if wait]


def _by_pid(stops: Iterable[Stop]) -> Mapping[int, Sequence[Stop]]:
    by_pid: defaultdict[int, list[Stop]] = defaultdict(list)
    for stop in stops:
        by_pid[stop.pid].append(stop)
    return by_pid


def _stop_of(turn: Turn, by_pid: Mapping[int, Sequence[Stop]]) -> Stop | None:
    """What made the process lose this turn."""
    if not turn.lost or turn.ended is None:
        return None
    for stop in by_pid.get(turn.pid, ()):
        if stop.begin < turn.ended and (stop.end is None or turn.ended < stop.end + _THAWED):
            return stop
    return None


def _recovery(turn: Turn, again: datetime, stop: Stop, postgres: Iterable[Outage]) -> Recovery:
    waited = (again - stop.begin).total_seconds()
    seconds = waited - _away(postgres, stop.begin, again)
    alone = turn.crashes == CRASHES_BEFORE_ALONE
    return Recovery(turn.task_id, stop.cause, waited, seconds, alone)


def _of_postgres(outages: Iterable[Outage]) -> Sequence[Outage]:
    return [outage for outage in outages if outage.server == "postgres"]


def _away(outages: Iterable[Outage], begin: datetime, end: datetime) -> float:
    """Seconds of the time from ``begin`` to ``end``; outages never overlap."""
    shares = (min(outage.end or end, end) - max(outage.begin, begin) for outage in outages)
    return sum(max(share.total_seconds(), 0.0) for share in shares)


def _shaken(turn: Turn, postgres: Iterable[Outage], lease: float) -> bool:
    """Whether the database was away so lately that leases could not be renewed."""
    if turn.ended is None:
        return False
    since = turn.ended - timedelta(seconds=2 * lease)
    return any(o.begin < turn.ended and (o.end is None or o.end > since) for o in postgres)
