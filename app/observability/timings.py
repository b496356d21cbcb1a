"""Counts and summed seconds by labels: all that a mean, a rate and a share of failures need."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass
class Timing:
    """Of one combination of labels."""

    count: int = 0
    seconds: float = 0.0


class Timings:
    """Of one kind of thing in this process. Its labels must have few values."""

    def __init__(self, *labels: str) -> None:
        self.labels = labels
        self._timings: dict[tuple[str, ...], Timing] = {}

    def add(self, *values: str, seconds: float) -> None:
        """One more."""
        timing = self._timings.get(values)
        if timing is None:
            timing = self._timings[values] = Timing()
        timing.count += 1
        timing.seconds += seconds

    def __iter__(self) -> Iterator[tuple[tuple[str, ...], Timing]]:
        """The labels' values, with what was counted."""
        return iter(self._timings.items())

    def describe(self) -> list[dict[str, object]]:
        """As JSON."""
        return [
            {
                **dict(zip(self.labels, values, strict=True)),
                "count": timing.count,
                "seconds": round(timing.seconds, 6),
            }
            for values, timing in self
        ]
