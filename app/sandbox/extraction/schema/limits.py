"""Bringing values within a schema's limits."""

import math
import re
from collections.abc import Sequence

from app.sandbox.extraction.schema.resolve import Node
from app.sandbox.extraction.story.speech import clip

_NOTHING = "주어진 글이 없습니다."
_FORMATS = {
    "date": "2024-01-01",
    "date-time": "2024-01-01T00:00:00Z",
    "time": "00:00:00Z",
    "duration": "P1D",
    "email": "sandbox@example.com",
    "hostname": "example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "uri": "https://example.com/",
    "url": "https://example.com/",
    "uuid": "00000000-0000-4000-8000-000000000000",
}


def fitted_text(text: str, node: Node, limit: int | None, spare: Sequence[str]) -> str:
    """Lengthened with ``spare`` texts or clipped between words until the schema takes it."""
    pattern = node.get("pattern")
    if pattern and not re.search(pattern, text):
        return _by_pattern(str(pattern), [text, *spare])
    low = int(node.get("minLength", 0))
    high = limit if limit is not None and limit >= low else node.get("maxLength")
    for more in spare:
        if len(text) >= low:
            break
        text = f"{text} {more}".strip()
    text = text or (_NOTHING if low else "")
    while 0 < len(text) < low:
        text = f"{text} {text}"
    if high is None or len(text) <= high:
        return text
    clipped = clip(text, int(high))
    return clipped if len(clipped) >= low else text[: int(high)]


def formatted(node: Node, found: Sequence[str]) -> str | None:
    """A value of the schema's ``format``: one that the text has, else a neutral one."""
    name = str(node.get("format", ""))
    if name in ("uri", "url") and found:
        return found[0]
    return _FORMATS.get(name)


def _by_pattern(pattern: str, texts: Sequence[str]) -> str:
    """The first stretch of the texts that the pattern takes."""
    bare = pattern.removeprefix("^").removesuffix("$")
    for text in texts:
        match = re.search(bare, text)
        if match and re.search(pattern, match.group()):
            return match.group()
    return texts[0] if texts else ""


def fitted_number(value: float, node: Node, *, whole: bool) -> int | float:
    """The nearest number that the schema takes."""
    low, high = _bounds(node, whole)
    value = min(max(value, low), high)
    step = node.get("multipleOf")
    if step:
        down, up = math.floor(value / step) * step, math.ceil(value / step) * step
        value = down if low <= down else up
    if whole:
        rounded = round(value)
        return rounded if low <= rounded <= high else math.ceil(low)
    return value


def _bounds(node: Node, whole: bool) -> tuple[float, float]:
    low, high = node.get("minimum", -math.inf), node.get("maximum", math.inf)
    above, below = node.get("exclusiveMinimum"), node.get("exclusiveMaximum")
    gap = (
        1.0
        if whole
        else _gap(above if above is not None else low, below if below is not None else high)
    )
    if above is not None and not isinstance(above, bool):
        low = max(low, math.floor(above) + 1 if whole else above + gap)
    if below is not None and not isinstance(below, bool):
        high = min(high, math.ceil(below) - 1 if whole else below - gap)
    return low, high


def _gap(low: float, high: float) -> float:
    """A step small enough to stay inside an open interval."""
    width = high - low
    return width / 1000 if math.isfinite(width) and width > 0 else 1.0


def item_count(node: Node, wanted: int, available: int) -> int:
    """As many as wanted and there, within minItems and maxItems."""
    low = int(node.get("minItems", 0))
    high = node.get("maxItems")
    count = max(low, min(wanted, available))
    return count if high is None else min(count, int(high))
