"""How far a stock's value may move in one turn."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.services.scenario.numbers import MOST

_ROUNDING = 1e-6


@dataclass(frozen=True)
class Range:
    """As shares of the value before."""

    down: float
    up: float

    def bounds(self, value: int) -> tuple[int, int]:
        """Whole values: a share of a small one is rounded away from it."""
        lowest = math.floor(value * (1 - self.down) + _ROUNDING)
        highest = math.ceil(value * (1 + self.up) - _ROUNDING)
        return max(1, lowest), min(max(1, highest), MOST)


_TIERS = (
    (re.compile(r"고\s*위|높|高|high", re.IGNORECASE), Range(0.20, 0.30)),
    (re.compile(r"중\s*(?:간\s*)?위|보통|中|mid|medium", re.IGNORECASE), Range(0.05, 0.10)),
    (re.compile(r"저\s*위|낮|안전|低|low", re.IGNORECASE), Range(0.03, 0.05)),
)
_UNKNOWN = Range(1.0, 9.0)


def risk_range(risk_level: str) -> Range:
    """Of a level in the client's own words; nearly anything when they don't say how risky it is."""
    return next((found for words, found in _TIERS if words.search(risk_level)), _UNKNOWN)


def tells_each_tier_once(levels: Sequence[str]) -> bool:
    """Whether low, middle and high risk are there, and nothing else."""
    told = [risk_range(level) for level in levels]
    return len(told) == len(_TIERS) and all(tier in told for _, tier in _TIERS)
