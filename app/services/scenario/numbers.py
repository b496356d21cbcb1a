"""Numbers as models write them."""

import math
import re

MOST = 1_000_000
_NUMBER = re.compile(r"\s*(-?\d{1,9}(?:\.\d{1,9})?)\s*(?:원|점|포인트)?\s*")


def whole_number(value: object) -> int | None:
    """``value`` if it is an integer that a game can hold, not merely looks like one."""
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if -MOST <= value <= MOST else None


def read_number(value: object) -> int | None:
    """The integer that ``value`` means: 105.0, "105", "1,050원"; None when it means none."""
    if (number := whole_number(value)) is not None:
        return number
    if isinstance(value, str):
        found = _NUMBER.fullmatch(value.replace(",", ""))
        value = float(found[1]) if found else None
    if not isinstance(value, float) or not math.isfinite(value) or abs(value) > MOST:
        return None
    return round(value)
