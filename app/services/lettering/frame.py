"""The picture as lettering sees it: its size, who stands where, what to keep clear."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from app.services.lettering.bubble import Box, Point

_LARGEST = 0.043
_SMALLEST = 0.027
"""Font sizes as shares of the picture's shorter side."""

_LARGEST_FLOOR = 15
_SMALLEST_FLOOR = 12
"""Pixels below which Hangul is no longer readable."""

_STEP = 0.93

_FACE_LEVEL = 0.53
_FACE_HALF_HEIGHT = 0.15
_FACE_HALF_WIDTH = 0.15


@dataclass(frozen=True)
class Frame:
    """A picture whose ``speakers`` stand side by side, left to right, in its lower two thirds."""

    width: int
    height: int
    speakers: tuple[str, ...]

    @classmethod
    def of(cls, width: int, height: int, speakers: Sequence[str]) -> "Frame":
        """Names are compared without regard to case, spaces and composition."""
        return cls(width, height, tuple(_same(name) for name in speakers))

    @property
    def unit(self) -> int:
        """The shorter side, which everything else is a share of."""
        return min(self.width, self.height)

    @property
    def margin(self) -> float:
        """Between bubbles and the picture's edge."""
        return max(4.0, 0.022 * self.unit)

    @property
    def gap(self) -> float:
        """Between two bubbles."""
        return max(4.0, 0.018 * self.unit)

    @property
    def font_sizes(self) -> Iterator[int]:
        """From comfortable down to the smallest readable, without repeats."""
        size = max(_LARGEST_FLOOR, round(_LARGEST * self.unit))
        smallest = max(_SMALLEST_FLOOR, round(_SMALLEST * self.unit))
        while size > smallest:
            yield size
            size = min(size - 1, round(size * _STEP))
        yield smallest

    def position(self, speaker: str) -> int | None:
        """The speaker's place from the left, None for a voice from outside the picture."""
        name = _same(speaker)
        return self.speakers.index(name) if name in self.speakers else None

    def head(self, position: int) -> Point:
        """About where the face of the one at ``position`` is."""
        share = (position + 0.5) / len(self.speakers)
        return Point(share * self.width, _FACE_LEVEL * self.height)

    @cached_property
    def faces(self) -> tuple[Box, ...]:
        """What bubbles should not cover."""
        across = min(_FACE_HALF_WIDTH * self.unit, 0.3 * self.width / max(1, len(self.speakers)))
        down = _FACE_HALF_HEIGHT * self.height
        heads = (self.head(position) for position in range(len(self.speakers)))
        return tuple(Box(x - across, y - down, x + across, y + down) for x, y in heads)


def _same(name: str) -> str:
    return "".join(unicodedata.normalize("NFC", name).casefold().split())
