"""What science works on and with. Origin: the middle of the foot; about 20 high."""

import math

from app.sandbox.drawing.colors import WHITE, darker, lighter, rgb
from app.sandbox.drawing.pen import Pen

_LINE = 0.5
_GLASS = rgb("#dff3fa")
_DARK = rgb("#39425a")


def microscope(pen: Pen) -> None:
    """On its foot."""
    pen.box(-7, -2.4, 7, 0, _DARK, radius=1, line=_LINE)
    pen.curve([(4, -2), (7.4, -8), (3.6, -15)], 2.2, _DARK)
    pen.box(-5.4, -7.4, 4, -6, rgb("#8fa3bf"), line=0.4)
    tube = pen.at(-0.6, -9, turn=-18)
    tube.box(-1.8, -12, 1.8, -0.6, WHITE, radius=0.8, line=_LINE)
    tube.box(-1.2, -14.6, 1.2, -12, _DARK, radius=0.4, line=0.4)
    tube.box(-1.1, -0.6, 1.1, 1.4, rgb("#c9a544"), line=0.4)


def telescope(pen: Pen) -> None:
    """On a tripod, pointing up."""
    for x in (-6, 0.5, 6):
        pen.line([(0, -10), (x, 0)], 1.0, rgb("#8a6244"))
    tube = pen.at(0, -11, turn=-34)
    tube.box(-9, -2.2, 3, 2.2, WHITE, radius=0.6, line=_LINE)
    tube.box(2, -2.9, 11, 2.9, rgb("#3f78bf"), radius=0.6, line=_LINE)


def flask(pen: Pen) -> None:
    """An Erlenmeyer flask that bubbles, and a test tube."""
    pen.polygon(
        [(-4.4, -18), (-0.6, -18), (-0.6, -11), (4.4, 0), (-9.4, 0), (-4.4, -11)],
        _GLASS,
        line=_LINE,
    )
    pen.polygon([(-6, -7.4), (1, -7.4), (4, -0.4), (-9, -0.4)], rgb("#58c3a5"))
    for x, y, size in (
        (-4, -3, 0.9),
        (-1, -5, 0.7),
        (-2.6, -9.6, 0.8),
        (-2.2, -20.4, 1.1),
        (-3.8, -22.4, 0.7),
    ):
        pen.ellipse((x, y), size, size, lighter(rgb("#58c3a5"), 0.5), line=0.3)
    pen.box(6, -17, 9.4, 0, _GLASS, radius=1.7, line=_LINE)
    pen.box(6.3, -9, 9.1, -0.4, rgb("#e56b8c"), radius=1.4)


def dna(pen: Pen) -> None:
    """A double helix."""
    left, right = [], []
    for step in range(17):
        y, swing = -0.5 - step * 1.35, 4.6 * math.sin(step * 0.55)
        left.append((swing, y))
        right.append((-swing, y))
        if step % 2:
            color = rgb(("#f2b134", "#3fae6a", "#3f78bf", "#e4572e")[step // 2 % 4])
            pen.line([(swing, y), (-swing, y)], 0.8, color)
    pen.curve(left, 1.3, rgb("#d6475b"))
    pen.curve(right, 1.3, rgb("#3b6fb8"))


def atom(pen: Pen) -> None:
    """A nucleus and three orbits."""
    for turn in (0, 60, 120):
        orbit = pen.at(0, -11, turn=turn)
        orbit.ellipse((0, 0), 11, 4, None, line=0.6, ink=rgb("#3f78bf"))
        orbit.ellipse((11, 0), 1.2, 1.2, rgb("#e4572e"), line=0.3)
    pen.ellipse((0, -11), 2.6, 2.6, rgb("#f2b134"), line=0.4)


def magnet(pen: Pen) -> None:
    """A horseshoe with its field."""
    arc = [(-5.6, -3), (-5.6, -11), (-3.6, -16), (0, -17.4), (3.6, -16), (5.6, -11), (5.6, -3)]
    pen.tube(arc, 4.4, rgb("#d94a3d"), _LINE)
    for side in (-1, 1):
        pen.box(side * 5.6 - 2.2, -4.6, side * 5.6 + 2.2, 0, rgb("#e6e9ef"), line=_LINE)
        pen.curve([(side * 9.4, -2), (side * 11.6, -6), (side * 10.8, -10)], 0.5, rgb("#3f78bf"))
        pen.curve([(side * 11.4, -1), (side * 14.4, -7), (side * 13, -12)], 0.5, rgb("#3f78bf"))


def brain(pen: Pen) -> None:
    """Pink, folded."""
    pink = rgb("#f3a6b4")
    pen.polygon([(-1, -4), (3, -4), (2.2, 0), (0.4, 0)], darker(pink), line=0.4)
    pen.shape(
        [
            (-9.6, -8),
            (-8.6, -14),
            (-3.6, -18),
            (3, -18),
            (8.6, -14.4),
            (10, -8.6),
            (6.6, -4.4),
            (-1, -3.4),
            (-7, -4.4),
        ],
        pink,
        line=_LINE,
    )
    ink = darker(pink, 0.4)
    for fold in (
        [(-6.6, -13), (-3.6, -14.6), (-2.6, -11.4), (-5.4, -9.6)],
        [(-0.6, -17), (0.6, -13.4), (-1.4, -10), (0.4, -6.6)],
        [(3, -14.6), (6, -14), (6.4, -10.6), (3.4, -10)],
        [(-7.4, -7), (-4.4, -6.4), (-2.4, -7.6)],
        [(3, -6.8), (5.4, -7.4), (7.6, -6.6)],
    ):
        pen.curve(fold, 0.55, ink)


def virus(pen: Pen) -> None:
    """A spiked ball with a face that means no good."""
    green = rgb("#86c05a")
    for step in range(12):
        spike = pen.at(0, -10, turn=step * 30)
        spike.line([(0, -6), (0, -9.4)], 0.8, darker(green, 0.3))
        spike.ellipse((0, -9.8), 1.2, 1.2, rgb("#e4572e"), line=0.3)
    pen.ellipse((0, -10), 7, 7, green, line=_LINE)
    for side in (-1, 1):
        pen.ellipse((side * 2.4, -11), 1.4, 1.7, WHITE, line=0.3)
        pen.ellipse((side * 2.1, -10.8), 0.7, 0.8, _DARK)
        pen.line([(side * 1.2, -12.6), (side * 3.8, -13.8)], 0.6)
    pen.curve([(-2, -6.6), (0, -7.6), (2, -6.6)], 0.6)


def pill(pen: Pen) -> None:
    """A capsule and a bottle of medicine."""
    pen.box(-8, -15, 1, 0, rgb("#f0a04b"), radius=1.2, line=_LINE)
    pen.box(-8.6, -18, 1.6, -14.4, WHITE, radius=0.8, line=_LINE)
    pen.box(-8, -11, 1, -4, WHITE)
    pen.line([(-5.6, -7.5), (-1.4, -7.5)], 1.0, rgb("#d94a3d"))
    pen.line([(-3.5, -9.6), (-3.5, -5.4)], 1.0, rgb("#d94a3d"))
    capsule = pen.at(6.4, -3, turn=-24)
    capsule.box(-4.6, -2, 4.6, 2, rgb("#e4572e"), radius=2, line=_LINE)
    capsule.box(0, -2, 4.6, 2, WHITE, radius=2, line=0.4)


def syringe(pen: Pen) -> None:
    """A vaccine, ready."""
    tool = pen.at(0, -10, turn=38)
    tool.line([(0, 6), (0, 12)], 0.6, rgb("#7b8698"))
    tool.box(-2.2, -6, 2.2, 6, _GLASS, radius=0.6, line=_LINE)
    tool.box(-1.9, -1, 1.9, 5.7, rgb("#6fc7e0"))
    tool.line([(0, -6), (0, -11)], 1.0, rgb("#7b8698"))
    tool.line([(-3, -11), (3, -11)], 1.2, rgb("#7b8698"))


def rocket(pen: Pen) -> None:
    """Taking off."""
    pen.shape([(-3, -3), (0, 4), (3, -3)], rgb("#ffb12e"), line=0.4)
    pen.shape([(-1.6, -3), (0, 1.4), (1.6, -3)], rgb("#fff0a8"))
    for side in (-1, 1):
        pen.polygon(
            [(side * 4, -9), (side * 8, -2.4), (side * 3.4, -3.6)], rgb("#d94a3d"), line=_LINE
        )
    pen.shape([(-4.4, -3.4), (-4.8, -12), (0, -22), (4.8, -12), (4.4, -3.4)], WHITE, line=_LINE)
    pen.shape([(-3.4, -15.6), (0, -22), (3.4, -15.6), (0, -14.8)], rgb("#d94a3d"), line=0.4)
    pen.ellipse((0, -11), 2, 2, rgb("#8fd0f5"), line=_LINE)


def satellite(pen: Pen) -> None:
    """With two solar wings."""
    body = pen.at(0, -11, turn=-18)
    for side in (-1, 1):
        body.line([(side * 3, 0), (side * 5, 0)], 0.8)
        left = 5 if side > 0 else -13
        body.box(left, -3, left + 8, 3, rgb("#3f78bf"), line=_LINE)
        for step in (1, 2, 3):
            body.line([(left + 2 * step, -3), (left + 2 * step, 3)], 0.3, rgb("#9fc6f0"))
    body.box(-3, -4, 3, 4, rgb("#e8c65a"), radius=0.8, line=_LINE)
    body.ellipse((0, -6.6), 3.4, 1.6, WHITE, line=_LINE)


def globe(pen: Pen) -> None:
    """The earth."""
    pen.ellipse((0, -11), 10, 10, rgb("#5fb4e5"), line=_LINE)
    green = rgb("#74bf6a")
    pen.shape([(-7.6, -15), (-4, -18.6), (-0.6, -16), (-2.4, -12.4), (-5.6, -11)], green, line=0.3)
    pen.shape([(-3.4, -8.6), (-0.4, -9), (0.6, -5.6), (-1.6, -2.4), (-3.6, -5)], green, line=0.3)
    pen.shape(
        [(3, -17.4), (7, -15), (8.4, -10), (5.4, -8.4), (3.4, -11.4), (2, -14)], green, line=0.3
    )
    pen.curve([(-6, -17), (-3.4, -19.2), (0, -19.8)], 0.8, (255, 255, 255, 130))
