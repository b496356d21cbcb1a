"""More animals. Origin: the middle of the foot; about 20 high."""

from app.sandbox.drawing.colors import INK, WHITE, Color, darker, lighter, rgb
from app.sandbox.drawing.pen import Pen

_LINE = 0.5


def _eye(pen: Pen, x: float, y: float, size: float = 0.9) -> None:
    pen.ellipse((x, y), size, size * 1.2, INK)
    pen.ellipse((x + 0.3, y - 0.4), size * 0.35, size * 0.35, WHITE)


def elephant(pen: Pen) -> None:
    """With its trunk up."""
    gray = rgb("#a9b4c2")
    for x in (-5, 0.4, 5.4):
        pen.box(x - 1.6, -6, x + 1.6, 0, gray, radius=0.6, line=_LINE)
    pen.shape([(-6, -3), (-6, -12), (0, -15), (8, -13), (9, -4), (2, -2.6)], gray, line=_LINE)
    pen.tube([(-11, -10), (-14, -7), (-13.6, -13), (-15.6, -16)], 2.2, gray, _LINE)
    pen.ellipse((-8, -12), 5.2, 5, gray, line=_LINE)
    pen.shape([(-6, -16), (-1, -17), (0, -10), (-4.6, -8)], lighter(gray, 0.2), line=_LINE)
    _eye(pen, -10, -13)
    pen.curve([(-11, -8.6), (-13, -6), (-14, -8)], 0.9, WHITE)


def dolphin(pen: Pen) -> None:
    """Leaping."""
    blue = rgb("#6fa8cf")
    pen.polygon([(9, -4), (14.4, -4.6), (11, 0.4)], blue, line=_LINE)
    pen.shape(
        [(-12, -9), (-7, -15), (2, -16), (9, -9), (11, -3), (4, -7), (-6, -6)], blue, line=_LINE
    )
    pen.shape([(-12, -8.6), (-6, -8), (4, -7.6), (-5, -6)], WHITE)
    pen.polygon([(0, -15.6), (4.6, -20), (4.4, -14)], darker(blue), line=_LINE)
    _eye(pen, -7.6, -11.4, 0.7)


def chicken(pen: Pen) -> None:
    """A hen."""
    for x in (-1.6, 2):
        pen.line([(x, -3), (x, 0)], 0.7, rgb("#e8963d"))
    pen.shape([(-4, -14), (-6, -8), (-3, -3), (5, -3), (9.6, -12), (3, -9)], WHITE, line=_LINE)
    pen.ellipse((-3.6, -15), 3.6, 3.6, WHITE, line=_LINE)
    for x in (-5, -3.2, -1.6):
        pen.ellipse((x, -18.8), 1.2, 1.6, rgb("#d94a3d"), line=0.3)
    pen.polygon([(-7, -15.4), (-10, -14.4), (-7, -13.6)], rgb("#f2a33a"), line=0.4)
    pen.shape([(0, -9), (5.6, -8), (2.4, -5)], rgb("#eee7dc"), line=0.4)
    _eye(pen, -4.6, -15.6, 0.7)


def pig(pen: Pen) -> None:
    """Pink."""
    pink = rgb("#f3b0bd")
    for x in (-5, -1.6, 3, 6):
        pen.box(x - 1.2, -4, x + 1.2, 0, pink, line=0.4)
    pen.shape([(-8, -8), (-4, -13), (5, -13), (9, -8), (5, -3), (-5, -3)], pink, line=_LINE)
    pen.curve([(9, -9), (11.4, -10.4), (10.4, -12), (12, -13)], 0.7, darker(pink))
    pen.ellipse((-8, -11), 5, 4.8, pink, line=_LINE)
    for x in (-11, -5.4):
        pen.polygon([(x - 1.4, -15), (x + 0.4, -18), (x + 1.8, -14.6)], darker(pink), line=0.4)
    pen.ellipse((-9, -10), 2.4, 1.8, darker(pink), line=0.4)
    for x in (-9.8, -8.2):
        pen.ellipse((x, -10), 0.4, 0.6, INK)
    _eye(pen, -10.6, -12.6, 0.6)
    _eye(pen, -6.6, -12.6, 0.6)


def horse(pen: Pen) -> None:
    """Trotting."""
    brown, mane = rgb("#a8703f"), rgb("#4a332b")
    for points in ([(-4, -8), (-6, -4), (-5, 0)], [(5, -8), (7, -4), (6, 0)], [(-2, -8), (-1, 0)]):
        pen.tube(points, 1.8, brown, 0.45)
    pen.curve([(8, -12), (12, -10), (12, -4)], 1.6, mane)
    pen.shape([(-6, -7), (-6, -13), (3, -14), (8.6, -12), (8, -7)], brown, line=_LINE)
    pen.shape(
        [(-4, -11), (-7, -20), (-13, -17), (-12, -14.6), (-8.4, -14), (-7, -9)], brown, line=_LINE
    )
    pen.curve([(-5, -19.6), (-3.6, -16), (-3, -12)], 1.5, mane)
    _eye(pen, -9, -17.4, 0.6)


def bee(pen: Pen) -> None:
    """Humming."""
    for x in (-1, 3.4):
        pen.at(x, -14, turn=20 if x > 0 else -12).ellipse(
            (0, -3), 2.6, 4, (225, 240, 250, 210), line=0.4
        )
    pen.ellipse((0.6, -9.6), 7.6, 5.4, rgb("#ffcb3d"), line=_LINE)
    for x in (-1, 2.2, 5.2):
        pen.curve([(x, -14.4 + abs(x - 1) * 0.2), (x + 0.9, -9.6), (x, -4.8)], 1.4, INK)
    pen.polygon([(8, -10.6), (11, -9.6), (8, -8.6)], INK)
    for x in (-5, -2.6):
        pen.curve([(x, -13.6), (x - 1, -16.4), (x - 2.4, -16.8)], 0.5, INK)
    _eye(pen, -4.4, -10.6)
    pen.curve([(-5.4, -7.8), (-4.2, -7), (-3, -7.6)], 0.45)


def butterfly(pen: Pen) -> None:
    """For insects of all kinds."""
    for side in (-1, 1):
        upper = [(0, -11), (side * 5, -19), (side * 11, -18), (side * 9, -11)]
        pen.shape(upper, rgb("#f28a4b"), line=_LINE)
        pen.shape(
            [(0, -10), (side * 8.4, -9), (side * 7, -3), (side * 2, -4)], rgb("#f7b05a"), line=_LINE
        )
        pen.ellipse((side * 7.4, -15), 1.5, 1.7, rgb("#fff1c9"), line=0.3)
        pen.curve([(0, -15), (side * 2, -19), (side * 3.6, -20)], 0.45)
    pen.ellipse((0, -10), 1.2, 5.6, INK)


def shell(pen: Pen) -> None:
    """An oyster with its pearl."""
    pen.shape([(-9, -4), (-6, -12), (2, -14), (9, -9), (9, -4)], rgb("#b7b3bf"), line=_LINE)
    for x in (-5, 0, 5):
        pen.curve([(x * 0.9, -5), (x * 0.7, -9), (x * 0.5, -12.6)], 0.45, rgb("#8f8a9c"))
    pen.shape([(-9.6, -4), (0, -6.4), (9.6, -4), (6, -0.4), (-6, -0.4)], rgb("#d9d5de"), line=_LINE)
    pen.ellipse((1, -5), 2, 2, WHITE, line=0.4)


def coral(pen: Pen) -> None:
    """Branching."""
    red = rgb("#f0717c")
    for path in (
        [(0, 0), (0, -8), (-4, -13), (-4, -18)],
        [(0, -7), (4, -11), (5, -17)],
        [(0, -3), (6, -6), (9, -11)],
        [(0, -4), (-6, -7), (-9, -12)],
    ):
        pen.tube(path, 2.2, red, 0.45)
    pen.ellipse((0, -0.6), 7, 1.4, rgb("#c9a97c"), line=0.4)


def turtle(pen: Pen) -> None:
    """A sea turtle."""
    green = rgb("#79b57b")
    for flipper in ([(-5, -6), (-12, -2), (-9, -7)], [(5, -6), (12, -2.6), (8, -8)]):
        pen.shape(flipper, green, line=_LINE)
    pen.ellipse((-10, -10), 3.4, 2.8, green, line=_LINE)
    pen.ellipse((0.4, -8.6), 8.4, 5.8, rgb("#9a7b4f"), line=_LINE)
    for x in (-3.4, 0.6, 4.6):
        pen.ellipse((x, -9.4), 1.8, 2.2, rgb("#b99a68"), line=0.3)
    _eye(pen, -11, -10.6, 0.6)


def penguin(pen: Pen) -> None:
    """Waiting."""
    for x in (-2.6, 2.6):
        pen.ellipse((x, -0.8), 2.4, 1, rgb("#f2a33a"), line=0.4)
    pen.shape(
        [(-6.4, -2), (-6.6, -12), (0, -20), (6.6, -12), (6.4, -2), (0, -0.6)],
        rgb("#3b4358"),
        line=_LINE,
    )
    pen.shape([(-4, -2), (-4.4, -11), (0, -15), (4.4, -11), (4, -2)], WHITE)
    for side in (-1, 1):
        pen.shape([(side * 6, -12), (side * 9, -6), (side * 6, -5)], rgb("#3b4358"), line=_LINE)
        _eye(pen, side * 2, -15.2, 0.7)
    pen.polygon([(-1.2, -13.6), (1.2, -13.6), (0, -11.6)], rgb("#f2a33a"), line=0.35)


def bear(pen: Pen) -> None:
    """A polar bear, sitting."""
    _round_pet(pen, rgb("#f1efe9"))


def _round_pet(pen: Pen, fur: Color) -> None:
    pen.shape([(-7, 0), (-6.4, -8), (0, -12), (6.4, -8), (7, 0)], fur, line=_LINE)
    for side in (-1, 1):
        pen.ellipse((side * 5, -19), 2.2, 2.2, fur, line=_LINE)
        pen.ellipse((side * 3.6, -1), 2.6, 1.5, darker(fur, 0.08), line=0.4)
    pen.ellipse((0, -14.6), 7.2, 6.2, fur, line=_LINE)
    pen.ellipse((0, -12.4), 3.4, 2.6, lighter(fur, 0.5), line=0.3)
    pen.ellipse((0, -13.6), 1.1, 0.8, INK)
    for side in (-1, 1):
        _eye(pen, side * 2.8, -15.8)
    pen.curve([(-1.4, -11.4), (0, -10.8), (1.4, -11.4)], 0.4)


def bone(pen: Pen) -> None:
    """A fossil in its stone."""
    pen.shape(
        [(-11, 0), (-12, -8), (-6, -15), (5, -16), (12, -9), (11, 0)], rgb("#b8a68c"), line=_LINE
    )
    pen.curve([(-7, -5), (0, -8), (7, -6)], 1.3, rgb("#f4ecd8"))
    for x in (-5, -2, 1, 4):
        pen.curve([(x, -7), (x + 0.8, -10), (x + 2, -11)], 0.8, rgb("#f4ecd8"))
        pen.curve([(x, -6), (x + 0.6, -3.6), (x + 1.6, -2.6)], 0.8, rgb("#f4ecd8"))
    pen.ellipse((-8.4, -5.4), 2.2, 1.8, rgb("#f4ecd8"), line=0.3)
