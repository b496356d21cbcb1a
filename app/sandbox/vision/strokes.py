"""Straight lines and solid bars on a bright background."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from PIL import Image

_INK = 16  # darker than the paper by this much
_PAPER = 250
_LONG_ROW, _LONG_COLUMN = 0.5, 0.1
_THIN = 4
_TOUCHING = 0.2
_BAR = 0.03


@dataclass(frozen=True)
class Strokes:
    """Thin lines across and down, and wide upright bars."""

    rows: int
    columns: int
    bars: int


def strokes_of(image: Image.Image) -> Strokes:
    """Of a picture whose background is nearly white; none where it has no margin."""
    grey = image.convert("L")
    width, height = grey.size
    raw = grey.tobytes()
    rows = [raw[at * width : (at + 1) * width] for at in range(height)]
    columns = [raw[at::width] for at in range(width)]
    if any(map(_touches, (rows[0], rows[-1], columns[0], columns[-1]))):
        return Strokes(0, 0, 0)
    across = _groups(_longest_run(row) >= _LONG_ROW * width for row in rows)
    down = _groups(_longest_run(column) >= _LONG_COLUMN * height for column in columns)
    return Strokes(
        rows=sum(size <= _THIN for size in across),
        columns=sum(size <= _THIN for size in down),
        bars=sum(_BAR * width <= size <= width / 2 for size in down),
    )


def _touches(edge: Sequence[int]) -> bool:
    """Figures keep a margin."""
    return sum(map(_is_ink, edge)) > _TOUCHING * len(edge)


def _longest_run(values: Sequence[int]) -> int:
    runs = (sum(1 for _ in run) for inked, run in groupby(values, _is_ink) if inked)
    return max(runs, default=0)


def _is_ink(value: int) -> bool:
    return value < _PAPER - _INK


def _groups(marks: Iterator[bool]) -> list[int]:
    return [sum(1 for _ in run) for marked, run in groupby(marks) if marked]
