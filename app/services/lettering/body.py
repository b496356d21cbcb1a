"""The balloon around set text: how large it must be, and its outline."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from app.services.lettering.bubble import Box, BubbleKind, Point
from app.services.lettering.speech import Speech
from app.services.lettering.typeface import LINE_HEIGHT, typeface
from app.services.lettering.wrapping import balanced

_ROUNDNESS = 2.7
"""Exponent of the superellipse: 2 is an ellipse, larger is boxier."""

_MOST_ROWS = 14


@dataclass(frozen=True)
class Body:
    """Rows set at a size, and the balloon or caption box that holds them."""

    rows: tuple[str, ...]
    font_size: int
    width: float
    height: float
    label: str | None = None


def bodies(speech: Speech, font_size: int, widest: float) -> Iterator[Body]:
    """Every even setting of the speech whose body is at most ``widest`` pixels wide."""
    caption = speech.kind is BubbleKind.CAPTION
    for rows in _settings(speech.text, round(widest / font_size, 2)):
        body = captioned(rows, font_size, speech.label) if caption else _balloon(rows, font_size)
        if body.width <= widest:
            yield body


def outline(box: Box, points: int = 96) -> list[Point]:
    """The balloon's superellipse inside ``box``."""
    center, across, down = box.center, box.width / 2, box.height / 2
    turns = (2 * math.pi * step / points for step in range(points))
    return [
        Point(
            center.x + across * _root(math.cos(turn)),
            center.y + down * _root(math.sin(turn)),
        )
        for turn in turns
    ]


def edge_height(box: Box, x: float) -> float:
    """How far the balloon's edge lies above and below its middle at ``x``."""
    aside = min(1.0, abs(x - box.center.x) / (box.width / 2))
    return float(box.height / 2 * (1 - aside**_ROUNDNESS) ** (1 / _ROUNDNESS))


def _root(value: float) -> float:
    return math.copysign(abs(value) ** (2 / _ROUNDNESS), value)


@lru_cache(maxsize=512)
def _settings(text: str, widest_ems: float) -> tuple[tuple[str, ...], ...]:
    return tuple(balanced(text, _MOST_ROWS, max(1.0, widest_ems - 1.2)))


def captioned(rows: tuple[str, ...], font_size: int, label: str | None) -> Body:
    """A caption box, with room for its label."""
    width = max(typeface(font_size).getlength(row) for row in rows)
    height = len(rows) * LINE_HEIGHT * font_size
    if label:
        label = _cut(label, max(width, 4.0 * font_size), label_size(font_size))
        width = max(width, typeface(label_size(font_size)).getlength(label))
        height += LINE_HEIGHT * label_size(font_size)
    return Body(rows, font_size, width + 1.1 * font_size, height + 0.7 * font_size, label)


def label_size(font_size: int) -> int:
    """Names are written smaller than what is said."""
    return max(10, round(0.8 * font_size))


def _cut(label: str, width: float, font_size: int) -> str:
    if typeface(font_size).getlength(label) <= width:
        return label
    while label and typeface(font_size).getlength(f"{label}…") > width:
        label = label[:-1]
    return f"{label.rstrip()}…"


def _balloon(rows: tuple[str, ...], font_size: int) -> Body:
    widths = [typeface(font_size).getlength(row) for row in rows]
    height = len(rows) * LINE_HEIGHT * font_size
    half_height = height / 2 + font_size * (0.5 + 0.1 * len(rows))
    half_width = max(
        (width / 2 + 0.35 * font_size)
        / _share(_outer_edge(index, len(rows), font_size), half_height)
        for index, width in enumerate(widths)
    )
    return Body(rows, font_size, 2 * max(half_width, half_height), 2 * half_height)


def _outer_edge(index: int, count: int, font_size: int) -> float:
    middle = abs(index - (count - 1) / 2) * LINE_HEIGHT * font_size
    return middle + 0.5 * font_size


def _share(y: float, half_height: float) -> float:
    """How much of the balloon's full width is there at height ``y`` from its middle."""
    return float((1 - (y / half_height) ** _ROUNDNESS) ** (1 / _ROUNDNESS))
