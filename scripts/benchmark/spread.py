"""Numbers of several rounds, and what they say together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Spread:
    """The median of the rounds, and how far the others were from it."""

    median: float
    low: float
    high: float

    def text(self, digits: int = 0) -> str:
        """``1,234 (1,200..1,300)``."""
        return f"{self.median:,.{digits}f} ({self.low:,.{digits}f}..{self.high:,.{digits}f})"


def spread(values: Sequence[float]) -> Spread:
    """Of at least one value."""
    return Spread(median(values), min(values), max(values))


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> Spread:
    """Round by round, because both were measured side by side in each."""
    return spread([one / other for one, other in zip(ours, theirs, strict=True)])


def percentile(values: Sequence[float], share: float) -> float:
    """The value that ``share`` of all (0 to 1) do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def spread_of(rounds: Sequence[T], number: Callable[[T], float]) -> Spread:
    """Of one number of each round."""
    return spread([number(one) for one in rounds])


def ratio_of(ours: Sequence[T], theirs: Sequence[T], number: Callable[[T], float]) -> Spread:
    """Of one number of both, round by round."""
    return ratio([number(one) for one in ours], [number(one) for one in theirs])
