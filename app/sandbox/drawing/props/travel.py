"""Vehicles, and what happens in the sky. Origin: the middle of the foot; about 20 high."""

import math

from app.sandbox.drawing.colors import WHITE, lighter, rgb
from app.sandbox.drawing.pen import Pen

_LINE = 0.5
_TYRE = rgb("#3a3c46")
_GLASS = rgb("#cfeaf5")


def _wheels(pen: Pen, *places: float) -> None:
    for x in places:
        pen.ellipse((x, -2.6), 2.8, 2.8, _TYRE, line=0.4)
        pen.ellipse((x, -2.6), 1.2, 1.2, rgb("#cdd3dc"))


def car(pen: Pen) -> None:
    """Small, electric."""
    pen.shape([(-9, -7), (-6, -13.4), (2, -14), (7, -8.4)], _GLASS, line=_LINE)
    pen.box(-13, -9, 13, -2.6, rgb("#4f9fd8"), radius=2.6, line=_LINE)
    pen.line([(-1.4, -13.6), (-1.4, -8.6)], 0.6)
    pen.ellipse((12, -6.2), 0.9, 1.1, rgb("#ffe9a8"), line=0.3)
    pen.polygon(
        [(-3, -7.4), (-5, -5), (-3.6, -5), (-4.4, -3.2), (-1.8, -6), (-3.2, -6)], rgb("#fff3a8")
    )
    _wheels(pen, -7.4, 7.4)


def bus(pen: Pen) -> None:
    """A city bus."""
    pen.box(-15, -17, 15, -2.6, rgb("#58b368"), radius=2, line=_LINE)
    for step in range(5):
        pen.box(-13.4 + step * 5.4, -15, -9.4 + step * 5.4, -9.4, _GLASS, radius=0.6, line=0.4)
    pen.box(-15, -7, 15, -5.4, WHITE)
    _wheels(pen, -9, 9)


def train(pen: Pen) -> None:
    """A fast one."""
    pen.shape([(-18, -3), (-18, -14), (6, -14.6), (13, -11), (18, -5), (17, -3)], WHITE, line=_LINE)
    pen.polygon([(-18, -7), (16.4, -7), (17.6, -4.6), (-18, -4.6)], rgb("#3f78bf"))
    for step in range(5):
        pen.box(-16 + step * 4.4, -12, -13 + step * 4.4, -9, _GLASS, radius=0.4, line=0.35)
    pen.polygon([(8, -12), (12.6, -10), (14, -8.4), (8, -8.4)], _GLASS, line=0.35)
    pen.line([(-19, -1), (19, -1)], 1.0, rgb("#8b95a8"))


def airplane(pen: Pen) -> None:
    """Climbing."""
    plane = pen.at(0, -10, turn=-14)
    plane.polygon([(-11, -1), (-15, -8), (-11.6, -8), (-6, -1)], rgb("#3f78bf"), line=_LINE)
    plane.shape([(-13, -1.6), (8, -3), (14, -0.4), (8, 2.4), (-12, 2)], WHITE, line=_LINE)
    plane.polygon([(-1, 0.4), (4, 0.4), (-4, 9), (-7, 9)], rgb("#9fb3cc"), line=_LINE)
    for x in (-6, -3, 0, 3, 6):
        plane.ellipse((x, -0.9), 0.6, 0.6, rgb("#5b8fc4"))


def ship(pen: Pen) -> None:
    """A cargo ship."""
    for index, color in enumerate(("#e4572e", "#f2b134", "#3fae6a", "#3f78bf")):
        x = -10 + index * 4.6
        pen.box(x, -12 - (index % 2) * 3.4, x + 4.2, -7, rgb(color), line=0.35)
    pen.box(8.6, -17, 13, -7, WHITE, line=0.4)
    pen.polygon([(-16, -7.4), (16, -7.4), (12.6, 0), (-13, 0)], rgb("#a8433a"), line=_LINE)


def bicycle(pen: Pen) -> None:
    """A city bike."""
    for x in (-7, 7):
        pen.ellipse((x, -5), 5, 5, None, line=0.8)
    frame = rgb("#e4572e")
    pen.line([(-7, -5), (-2, -12), (5, -12), (0, -5), (-7, -5)], 0.9, frame)
    pen.line([(0, -5), (-2.6, -13.6)], 0.9, frame)
    pen.line([(7, -5), (4.4, -14.6), (7.4, -15.4)], 0.9, frame)
    pen.line([(-4.4, -13.8), (-0.8, -13.8)], 1.4)


def fireworks(pen: Pen) -> None:
    """Three bursts."""
    for x, y, size, color in (
        (-8, -14, 6.5, "#ffcf5c"),
        (7, -18, 8, "#ff7b93"),
        (3, -6, 5, "#7fe0ff"),
    ):
        for step in range(12):
            angle = step * math.pi / 6
            near, far = size * 0.35, size
            start = (x + near * math.cos(angle), y + near * math.sin(angle))
            end = (x + far * math.cos(angle), y + far * math.sin(angle))
            pen.line([start, end], 0.55, rgb(color))
            pen.ellipse(end, 0.6, 0.6, lighter(rgb(color), 0.5))


def rain(pen: Pen) -> None:
    """A cloud that rains."""
    for x in (-6, -2, 2, 6):
        pen.line([(x, -7), (x - 1.4, -2.4)], 0.8, rgb("#4f9fd8"))
    _cloud(pen, rgb("#b9c5d3"))


def cloud(pen: Pen) -> None:
    """A data cloud with arrows."""
    _cloud(pen, WHITE)
    pen.line([(-2.6, -1), (-2.6, -7)], 1.0, rgb("#3fae6a"))
    pen.polygon([(-4.8, -6.4), (-2.6, -9.8), (-0.4, -6.4)], rgb("#3fae6a"))
    pen.line([(2.8, -8.6), (2.8, -3)], 1.0, rgb("#3f78bf"))
    pen.polygon([(0.6, -3.4), (2.8, 0), (5, -3.4)], rgb("#3f78bf"))


def _cloud(pen: Pen, color: tuple[int, int, int]) -> None:
    pen.shape(
        [
            (-10, -8),
            (-11, -13),
            (-6, -15),
            (-3, -19),
            (3, -18.6),
            (6, -15),
            (11, -13.6),
            (10.4, -8),
        ],
        color,
        line=_LINE,
    )


def snow(pen: Pen) -> None:
    """A crystal."""
    for turn in (0, 60, 120):
        arm = pen.at(0, -10, turn=turn)
        arm.line([(0, -9), (0, 9)], 0.9, rgb("#8fd0f0"))
        for end in (-1, 1):
            arm.line([(-2.4, end * 7.6), (0, end * 5.2), (2.4, end * 7.6)], 0.8, rgb("#8fd0f0"))


def flame(pen: Pen) -> None:
    """A fire."""
    pen.shape(
        [(-6.6, -4), (-5.4, -10), (-2, -14), (-1, -20), (4, -14), (6.6, -7), (4, 0), (-3.6, 0)],
        rgb("#f2602e"),
        line=_LINE,
    )
    pen.shape([(-3, -3), (-2, -8), (1, -12), (3.4, -6), (2, -0.6), (-2, -0.6)], rgb("#ffc83d"))


def smoke(pen: Pen) -> None:
    """A chimney that smokes."""
    for x, y, size in ((0, -17, 3), (3.6, -20.4, 3.6), (8, -23.4, 4)):
        pen.ellipse((x, y), size * 1.2, size, rgb("#a5a8b2"), line=0.35)
    pen.polygon([(-3.4, 0), (3.4, 0), (2.2, -14.6), (-2.2, -14.6)], rgb("#c06a55"), line=_LINE)
    pen.box(-2.5, -12.4, 2.5, -10.6, WHITE)
