"""Small things that are worn. Same origin as ``draw_figure``."""

from app.sandbox.drawing.colors import WHITE, darker, rgb
from app.sandbox.drawing.figure.look import Look
from app.sandbox.drawing.pen import Pen

_DARK = rgb("#3a4050")
_SCARF = rgb("#3f9a72")
_PACK = rgb("#c0603f")


def draw_worn(pen: Pen, look: Look) -> None:
    """On the torso, before the arms."""
    if "backpack" in look.extras:
        for side in (-1, 1):
            pen.curve([(side * 6.2, -45), (side * 6.8, -38), (side * 6.2, -31)], 1.9, _PACK)
    if "stethoscope" in look.extras:
        pen.curve([(-4.4, -46), (-4, -38), (0, -34.6), (4, -38), (4.4, -46)], 0.8, _DARK)
        pen.line([(0, -34.6), (0, -31)], 0.8, _DARK)
        pen.ellipse((0, -30), 1.5, 1.5, rgb("#c3ccd8"), line=0.4)
    if "badge" in look.extras:
        pen.box(-7.2, -38.6, -3.8, -36.4, WHITE, radius=0.3, line=0.35)
        pen.line([(-6.4, -37.5), (-4.6, -37.5)], 0.4, rgb("#3f78bf"))
    if "scarf" in look.extras:
        pen.shape([(-6, -47.6), (6, -47.6), (5.4, -44), (0, -42.6), (-5.4, -44)], _SCARF, line=0.45)
        pen.polygon(
            [(1.4, -44), (4.4, -44.4), (5, -34), (2, -33.6)], darker(_SCARF, 0.1), line=0.45
        )


def draw_headphones(pen: Pen) -> None:
    """Origin: the head's centre; after the hair."""
    pen.curve([(-10.8, -1), (-9, -10.6), (0, -14.4), (9, -10.6), (10.8, -1)], 1.3, _DARK)
    for side in (-1, 1):
        pen.box(side * 11 - 1.9, -2, side * 11 + 1.9, 5, rgb("#e4572e"), radius=1.6, line=0.5)
