"""Signs of feeling that comics draw around heads. Origin: the head's centre."""

import math

from app.sandbox.drawing.colors import INK, rgb
from app.sandbox.drawing.figure.mood import Feeling
from app.sandbox.drawing.pen import Pen

_SPARK = rgb("#ffd64d")


def draw_effect(pen: Pen, feeling: Feeling, side: int) -> None:
    """On ``side`` of the head, for the feelings that have a sign."""
    match feeling:
        case Feeling.SURPRISED:
            _burst(pen)
        case Feeling.HAPPY | Feeling.PROUD:
            _sparkles(pen, side)
        case Feeling.ANGRY:
            _vein(pen.at(side * 8.4, -11.5))
        case Feeling.SAD | Feeling.WORRIED:
            _gloom(pen, side)
        case _:
            return


def _burst(pen: Pen) -> None:
    for turn in (-64, -40, 40, 64):
        angle = math.radians(turn - 90)
        start = (16 * math.cos(angle), 16 * math.sin(angle))
        end = (19.4 * math.cos(angle), 19.4 * math.sin(angle))
        pen.line([start, end], 0.65, INK)


def _sparkles(pen: Pen, side: int) -> None:
    for x, y, size in ((16.4, -9, 2.6), (19.6, -3.4, 1.6)):
        star = [(0, -size), (size * 0.26, -size * 0.26), (size, 0), (size * 0.26, size * 0.26)]
        star += [(0, size), (-size * 0.26, size * 0.26), (-size, 0), (-size * 0.26, -size * 0.26)]
        pen.at(side * x, y).polygon(star, _SPARK, line=0.35)


def _vein(pen: Pen) -> None:
    red = rgb("#d6384a")
    for turn in (0, 90, 180, 270):
        pen.at(0, 0, turn=turn).curve([(0.7, -2.6), (0.9, -0.9), (2.6, -0.7)], 0.7, red)


def _gloom(pen: Pen, side: int) -> None:
    for step in range(3):
        x = side * (13.6 + step * 2)
        pen.line([(x, -12 + step), (x, -6.4 + step * 0.4)], 0.6, rgb("#6d7aa8"))
