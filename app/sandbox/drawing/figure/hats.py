"""What is worn on the head. Origin: the head's centre."""

from collections.abc import Callable

from app.sandbox.drawing.colors import WHITE, darker, rgb
from app.sandbox.drawing.figure.look import Look
from app.sandbox.drawing.pen import Pen

_LINE = 0.5
_HELMET = rgb("#f5c518")
_STRAW = rgb("#e9cf8a")


def draw_hat(pen: Pen, look: Look) -> None:
    """The one that the look names."""
    if look.hat:
        _HATS[look.hat](pen, look)


def _helmet(pen: Pen, look: Look) -> None:
    dome = [(-10.9, -4.2), (-9.6, -10.6), (-4, -14.6), (4, -14.6), (9.6, -10.6), (10.9, -4.2)]
    pen.shape([*dome, (0, -5.6)], _HELMET, line=_LINE)
    pen.shape([(-12.6, -4.0), (0, -6.6), (12.6, -4.0), (0, -3.2)], darker(_HELMET), line=_LINE)
    pen.curve([(-1.6, -14.4), (-2.0, -10), (-1.7, -6.4)], 0.5, darker(_HELMET, 0.35))
    pen.curve([(1.6, -14.4), (2.0, -10), (1.7, -6.4)], 0.5, darker(_HELMET, 0.35))


def _straw(pen: Pen, look: Look) -> None:
    pen.ellipse((0, -5.6), 17.0, 3.8, _STRAW, line=_LINE)
    pen.shape(
        [(-8.4, -6.0), (-7.2, -13.2), (0, -15), (7.2, -13.2), (8.4, -6.0)], _STRAW, line=_LINE
    )
    band = [(-8.3, -7.6), (0, -6.0), (8.3, -7.6), (8.1, -9.6), (0, -8.2), (-8.1, -9.6)]
    pen.polygon(band, look.color)


def _beret(pen: Pen, look: Look) -> None:
    puff = [(-10.5, -6), (-12.2, -11), (-4, -15.6), (7, -14), (11.6, -8), (0, -5.6)]
    pen.shape(puff, look.color, line=_LINE)
    pen.line([(-2.2, -15.2), (-2.6, -16.8)], 0.9)


def _cap(pen: Pen, look: Look) -> None:
    dome = [(-10.6, -4.2), (-9.2, -11), (0, -14.6), (9.2, -11), (10.6, -4.2), (0, -6.4)]
    pen.shape(dome, look.color, line=_LINE)
    brim = [(-7.4, -4.6), (0, -7.0), (7.4, -4.6), (6.2, -1.9), (0, -3.6), (-6.2, -1.9)]
    pen.shape(brim, darker(look.color, 0.25), line=_LINE)
    pen.ellipse((0, -10), 1.6, 1.6, WHITE)


def _chef(pen: Pen, look: Look) -> None:
    pen.shape(
        [(-7, -9), (-11.5, -15), (-5, -20), (0, -18.6), (5, -20), (11.5, -15), (7, -9)],
        WHITE,
        line=_LINE,
    )
    pen.box(-8.2, -11.6, 8.2, -6.4, WHITE, radius=1, line=_LINE)


_HATS: dict[str, Callable[[Pen, Look], None]] = {
    "helmet": _helmet,
    "straw": _straw,
    "beret": _beret,
    "cap": _cap,
    "chef": _chef,
}
