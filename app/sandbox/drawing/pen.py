"""A pen with its own coordinates: origin, scale, turn and mirror, over one enlarged image.

Height 100 is the picture's height. Everything is drawn enlarged and reduced at the end, because
Pillow's own edges are jagged.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from PIL import Image, ImageChops, ImageDraw

from app.sandbox.drawing.colors import INK, Color

Point = tuple[float, float]
Paint = Color | tuple[int, int, int, int]


@dataclass(frozen=True)
class Pen:
    """Draws on ``sheet`` at ``x, y`` (sheet pixels) with ``unit`` pixels to one unit."""

    sheet: Image.Image
    x: float
    y: float
    unit: float
    turn: float = 0.0
    mirror: int = 1

    @cached_property
    def _draw(self) -> ImageDraw.ImageDraw:
        return ImageDraw.Draw(self.sheet, "RGBA")

    def at(
        self, x: float, y: float, scale: float = 1.0, *, turn: float = 0.0, flip: bool = False
    ) -> "Pen":
        """A pen whose origin is ``x, y`` of this one; ``turn`` is in degrees."""
        px, py = self.to_sheet((x, y))
        return replace(
            self,
            x=px,
            y=py,
            unit=self.unit * scale,
            turn=self.turn + turn * self.mirror,
            mirror=-self.mirror if flip else self.mirror,
        )

    def to_sheet(self, point: Point) -> Point:
        """Sheet pixels of a point."""
        x, y = point[0] * self.mirror, point[1]
        if self.turn:
            angle = math.radians(self.turn)
            x, y = (
                x * math.cos(angle) - y * math.sin(angle),
                x * math.sin(angle) + y * math.cos(angle),
            )
        return self.x + x * self.unit, self.y + y * self.unit

    def polygon(
        self,
        points: Iterable[Point],
        fill: Paint | None,
        *,
        line: float | None = None,
        ink: Paint = INK,
    ) -> None:
        """Filled; with an outline of ``line`` units when that is given."""
        corners = [self.to_sheet(point) for point in points]
        if fill:
            self._draw.polygon(corners, fill=fill)
        if line:
            self._stroke([*corners, *corners[:2]], line, ink)

    def shape(
        self,
        points: Sequence[Point],
        fill: Paint | None,
        *,
        line: float | None = None,
        ink: Paint = INK,
    ) -> None:
        """A closed smooth curve through ``points``."""
        self.polygon(smooth(points, closed=True), fill, line=line, ink=ink)

    def ellipse(
        self,
        center: Point,
        across: float,
        down: float | None = None,
        fill: Paint | None = None,
        *,
        line: float | None = None,
        ink: Paint = INK,
    ) -> None:
        """By its centre and half axes."""
        self.polygon(
            oval(center, across, across if down is None else down), fill, line=line, ink=ink
        )

    def box(
        self,
        left: float,
        top: float,
        right: float,
        bottom: float,
        fill: Paint | None,
        *,
        radius: float = 0.0,
        line: float | None = None,
        ink: Paint = INK,
    ) -> None:
        """A rectangle, its corners rounded by ``radius``."""
        self.polygon(rounded(left, top, right, bottom, radius), fill, line=line, ink=ink)

    def line(self, points: Sequence[Point], width: float, ink: Paint = INK) -> None:
        """Straight pieces with round ends."""
        self._stroke([self.to_sheet(point) for point in points], width, ink, caps=True)

    def curve(self, points: Sequence[Point], width: float, ink: Paint = INK) -> None:
        """A smooth line through ``points``, with round ends."""
        self.line(smooth(points), width, ink)

    def tube(self, points: Sequence[Point], width: float, fill: Paint, line: float) -> None:
        """A thick smooth line with an outline: a limb."""
        path = smooth(points)
        self.line(path, width + 2 * line)
        self.line(path, width, fill)

    def gradient(self, box: tuple[float, float, float, float], top: Color, bottom: Color) -> None:
        """An upright rectangle (left, top, right, bottom) that changes colour downwards."""
        left, upper = map(round, self.to_sheet(box[:2]))
        right, lower = map(round, self.to_sheet(box[2:]))
        left, right = min(left, right), max(left, right)
        if right <= left or lower <= upper:
            return
        mask = (
            Image.linear_gradient("L")
            .resize((1, lower - upper))
            .resize((right - left, lower - upper), Image.Resampling.NEAREST)
        )
        self._draw.rectangle((left, upper, right, lower), fill=top)
        self.sheet.paste(bottom, (left, upper), mask)

    def glow(self, center: Point, radius: float, color: Color, strength: float) -> None:
        """A soft round light; ``strength`` is 0 to 1."""
        x, y = self.to_sheet(center)
        reach = max(1, round(radius * self.unit))
        mask = ImageChops.invert(Image.radial_gradient("L")).resize((2 * reach, 2 * reach))
        mask = mask.point(lambda value: round(max(0, value - 74) * strength * 1.4))
        self.sheet.paste(color, (round(x) - reach, round(y) - reach), mask)

    def _stroke(
        self, corners: Sequence[Point], width: float, ink: Paint, *, caps: bool = False
    ) -> None:
        pixels = max(1, round(width * self.unit))
        reach = pixels / 2
        for start, end in pairwise(corners):
            self._draw.line([*_lengthened(start, end)], fill=ink, width=pixels)
        if pixels <= 2:
            return
        joints = [here for here, turn in _turns(corners) if turn * pixels > 0.8]
        if caps:
            joints += [corners[0], corners[-1]]
        for x, y in joints:
            self._draw.ellipse((x - reach, y - reach, x + reach, y + reach), fill=ink)


def _lengthened(start: Point, end: Point) -> tuple[Point, Point]:
    """By a pixel at both ends, so that no gap opens between the pieces of a thick line."""
    across, down = end[0] - start[0], end[1] - start[1]
    length = math.hypot(across, down) or 1.0
    across, down = across / length, down / length
    return (start[0] - across, start[1] - down), (end[0] + across, end[1] + down)


def _turns(corners: Sequence[Point]) -> Iterator[tuple[Point, float]]:
    """Each inner corner with the sine of half its turn, which says how wide its notch is."""
    for (ax, ay), (bx, by), (cx, cy) in zip(corners, corners[1:], corners[2:], strict=False):
        first, second = math.atan2(by - ay, bx - ax), math.atan2(cy - by, cx - bx)
        yield (bx, by), abs(math.sin((second - first) / 2))


def smooth(points: Sequence[Point], *, closed: bool = False, steps: int = 6) -> list[Point]:
    """A Catmull-Rom curve through ``points``."""
    if len(points) < 3:
        return list(points)
    ends = [points[-1], *points, *points[:2]] if closed else [points[0], *points, points[-1]]
    curve: list[Point] = []
    for before, start, end, after in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        curve.extend(_bend(before, start, end, after, step / steps) for step in range(steps))
    return curve if closed else [*curve, points[-1]]


def oval(center: Point, across: float, down: float, points: int = 40) -> list[Point]:
    """An ellipse as points."""
    turns = (2 * math.pi * step / points for step in range(points))
    return [(center[0] + across * math.cos(t), center[1] + down * math.sin(t)) for t in turns]


def rounded(left: float, top: float, right: float, bottom: float, radius: float) -> list[Point]:
    """A rectangle with round corners as points."""
    if radius <= 0:
        return [(left, top), (right, top), (right, bottom), (left, bottom)]
    reach = min(radius, (right - left) / 2, (bottom - top) / 2)
    corners = (
        (right - reach, bottom - reach, 0),
        (left + reach, bottom - reach, 90),
        (left + reach, top + reach, 180),
        (right - reach, top + reach, 270),
    )
    return [
        (x + reach * math.cos(math.radians(a + step)), y + reach * math.sin(math.radians(a + step)))
        for x, y, a in corners
        for step in range(0, 91, 15)
    ]


def _bend(before: Point, start: Point, end: Point, after: Point, t: float) -> Point:
    def one(a: float, b: float, c: float, d: float) -> float:
        return 0.5 * (
            2 * b
            + (c - a) * t
            + (2 * a - 5 * b + 4 * c - d) * t**2
            + (3 * b - a - 3 * c + d) * t**3
        )

    return (
        one(before[0], start[0], end[0], after[0]),
        one(before[1], start[1], end[1], after[1]),
    )
