"""How values move: as far as the risk allows, the same each time."""

import re
from typing import Literal

from app.sandbox.extraction.digest import digest

Tier = Literal["low", "mid", "high"]

START = 100
_HIGH = re.compile(r"고\s*위|높|high", re.IGNORECASE)
_LOW = re.compile(r"저\s*위|낮|안전|low", re.IGNORECASE)
_PERCENT: dict[Tier, dict[int, tuple[int, int]]] = {
    "low": {2: (4, 5), 1: (2, 3), 0: (0, 1), -1: (-2, -1), -2: (-3, -2)},
    "mid": {2: (6, 8), 1: (3, 5), 0: (0, 2), -1: (-4, -3), -2: (-5, -4)},
    "high": {2: (13, 15), 1: (10, 12), 0: (0, 3), -1: (-12, -10), -2: (-15, -13)},
}
_FARTHEST: dict[Tier, tuple[int, int]] = {"low": (-3, 5), "mid": (-5, 10), "high": (-20, 30)}


def tier_of(risk_level: object) -> Tier:
    """Of a level in anyone's words; in the middle when they don't say."""
    text = str(risk_level or "")
    if _HIGH.search(text):
        return "high"
    return "low" if _LOW.search(text) else "mid"


def moved(value: int, tier: Tier, strength: int, seed: str) -> int:
    """Whole, and never below 1."""
    lowest, highest = _PERCENT[tier][max(-2, min(2, strength))]
    percent = lowest + digest(seed) % (highest - lowest + 1)
    return max(1, round(value * (100 + percent) / 100))


def bounded(value: int, wanted: int, tier: Tier) -> int:
    """``wanted``, or as near to it as one turn's move may come."""
    down, up = _FARTHEST[tier]
    lowest, highest = value * (100 + down) / 100, value * (100 + up) / 100
    return max(1, round(min(max(wanted, lowest), highest)))
