"""What lettering decides, as data: where each bubble lies and what it says."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Point(NamedTuple):
    """Pixels from the picture's top left corner."""

    x: float
    y: float


class Box(NamedTuple):
    """A rectangle in pixels; right and bottom are outside it."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Pixels across."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Pixels down."""
        return self.bottom - self.top

    @property
    def center(self) -> Point:
        """The middle."""
        return Point((self.left + self.right) / 2, (self.top + self.bottom) / 2)

    def grown(self, by: float) -> "Box":
        """A box larger by ``by`` on each side."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def overlap(self, other: "Box") -> float:
        """The area that both cover."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0.0, width) * max(0.0, height)


class BubbleKind(StrEnum):
    """SPEECH belongs to somebody in the picture; CAPTION to a voice outside it."""

    SPEECH = "speech"
    CAPTION = "caption"


@dataclass(frozen=True)
class Bubble:
    """One balloon or caption box, in reading order.

    ``line`` is the index of the dialogue line; a line that continues in further bubbles appears
    several times, ``part`` counting from 0. ``box`` encloses the body, without the tail.
    ``tail`` is the point that the tail reaches, towards the speaker; None when there is none.
    ``label`` is the speaker's name where it is written: on the caption of somebody who is not in
    the picture, or whose words went below it.
    """

    line: int
    part: int
    speaker: str
    kind: BubbleKind
    box: Box
    rows: tuple[str, ...]
    font_size: int
    tail: Point | None = None
    label: str | None = None

    @property
    def text(self) -> str:
        """What it says, rows joined."""
        return " ".join(self.rows)
