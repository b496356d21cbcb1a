"""Animals and plants. Origin: the middle of the foot; about 20 high."""

from app.sandbox.drawing.colors import INK, WHITE, Color, darker, lighter, rgb
from app.sandbox.drawing.pen import Pen

_LINE = 0.5
_LEAF = rgb("#5fae5b")


def _eyes(pen: Pen, x: float, y: float, apart: float, size: float = 0.9) -> None:
    for side in (-1, 1):
        pen.ellipse((x + side * apart, y), size, size * 1.2, INK)
        pen.ellipse((x + side * apart + 0.3, y - 0.4), size * 0.35, size * 0.35, WHITE)


def plant(pen: Pen) -> None:
    """In a pot."""
    for turn in (-48, -24, 0, 24, 48):
        leaf = pen.at(0, -7, turn=turn)
        leaf.shape([(0, 0), (2.6, -6), (0, -13.6), (-2.6, -6)], _LEAF, line=0.4)
        leaf.line([(0, -1), (0, -11)], 0.3, darker(_LEAF, 0.3))
    pen.polygon([(-5, -8), (5, -8), (3.6, 0), (-3.6, 0)], rgb("#d0754a"), line=_LINE)
    pen.box(-5.8, -9.4, 5.8, -7.2, rgb("#dc8a60"), radius=0.6, line=_LINE)


def sprout(pen: Pen) -> None:
    """A seedling in its heap of earth."""
    pen.shape([(-8, 0), (-4, -3.6), (0, -4.6), (4, -3.6), (8, 0)], rgb("#8a6244"), line=_LINE)
    pen.curve([(0, -4), (0.6, -9), (0, -13)], 1.1, darker(_LEAF))
    pen.shape([(0, -12), (-7, -17), (-8.4, -12), (-3, -10)], _LEAF, line=0.4)
    pen.shape([(0, -12.6), (6, -18.6), (8.4, -13.4), (3.4, -11)], lighter(_LEAF, 0.15), line=0.4)


def tree(pen: Pen, color: Color) -> None:
    """Origin: the foot of the trunk; about 34 high."""
    pen.polygon([(-1.6, 0), (1.6, 0), (1.1, -14), (-1.1, -14)], rgb("#8a6244"), line=0.35)
    for x, y, size in ((-6.0, -16.0, 6.0), (6, -16, 6), (0, -20, 8), (-4, -25, 6), (4, -26, 6)):
        pen.ellipse((x, y), size, size * 0.92, darker(color, 0.25))
    for x, y, size in ((-6.4, -16.6, 5.2), (5.4, -16.6, 5.2), (-0.4, -21, 7.2), (-3.6, -26, 5)):
        pen.ellipse((x, y), size, size * 0.9, color)
    pen.ellipse((-2.4, -25), 2.4, 1.6, lighter(color, 0.3))


def tree_prop(pen: Pen) -> None:
    """A leafy tree."""
    tree(pen.at(0, 0, 0.72), rgb("#63ad5c"))


def flower(pen: Pen) -> None:
    """A sunflower."""
    pen.curve([(0, 0), (0.8, -6), (0, -12)], 1.1, darker(_LEAF))
    pen.shape([(0.4, -5), (5, -8), (6.4, -5), (2.6, -3.6)], _LEAF, line=0.4)
    for turn in range(0, 360, 36):
        pen.at(0, -14.6, turn=turn).ellipse((0, -4.6), 1.7, 2.8, rgb("#f8c63d"), line=0.3)
    pen.ellipse((0, -14.6), 3.2, 3.2, rgb("#7a4e2c"), line=0.4)


def mosquito(pen: Pen) -> None:
    """With a long sting."""
    for side in (-1, 1):
        for step, spread in enumerate((5, 8, 10.6)):
            leg = [(0, -9), (side * spread, -12 + step * 1.6), (side * (spread + 1), -3 + step)]
            pen.line(leg, 0.45, INK)
        pen.shape(
            [(0, -12), (side * 5, -19), (side * 11, -19.4), (side * 8, -14)],
            (220, 236, 245, 190),
            line=0.35,
        )
    pen.shape([(-2, -11), (2, -11), (2.6, -5), (0, 0), (-2.6, -5)], rgb("#6b5560"), line=_LINE)
    for y in (-7.6, -5.4, -3.2):
        pen.line([(-1.8, y), (1.8, y)], 0.5, rgb("#e9dfe0"))
    pen.ellipse((0, -13), 3, 2.8, rgb("#574550"), line=_LINE)
    _eyes(pen, 0, -13.6, 1.5, 0.8)
    pen.line([(0, -11), (0.4, -7)], 0.5, rgb("#d94a3d"))


def mouse(pen: Pen) -> None:
    """A laboratory mouse."""
    pen.curve([(6, -3), (11, -2), (12.6, -6), (15, -5)], 0.9, rgb("#e9a3ac"))
    pen.shape(
        [(-8, -2), (-6, -8), (0, -11), (6.6, -8), (8, -2), (0, 0)], rgb("#f4f2f0"), line=_LINE
    )
    for x in (-7.6, -2.4):
        pen.ellipse((x, -11.6), 2.6, 2.8, rgb("#f4f2f0"), line=_LINE)
        pen.ellipse((x, -11.4), 1.5, 1.7, rgb("#f2b6bd"))
    pen.shape([(-12, -6), (-8, -11), (-3, -10.4), (-2, -6), (-6, -3.4)], rgb("#f4f2f0"), line=_LINE)
    _eyes(pen, -6.6, -7.6, 1.7, 0.7)
    pen.ellipse((-12, -6), 0.8, 0.7, rgb("#e77d8d"), line=0.3)
    for y in (-5.6, -4.4):
        pen.line([(-10, -5.2), (-14, y)], 0.25)


def monkey(pen: Pen) -> None:
    """Sitting, curious."""
    fur, face = rgb("#9a6b48"), rgb("#f0cfa8")
    pen.curve([(5, -2), (11, -3), (11.6, -10), (9, -11)], 1.4, darker(fur))
    pen.shape([(-6, 0), (-6.4, -7), (0, -11), (6.4, -7), (6, 0)], fur, line=_LINE)
    pen.ellipse((0, -4), 3.4, 3.6, face)
    for side in (-1, 1):
        pen.tube([(side * 5, -8), (side * 8, -4), (side * 4.4, -1.6)], 2, fur, 0.45)
        pen.ellipse((side * 7.6, -15), 2.4, 2.6, face, line=_LINE)
    pen.ellipse((0, -15), 7.2, 6.6, fur, line=_LINE)
    pen.shape(
        [
            (-5.4, -15),
            (-2.8, -18.4),
            (0, -17),
            (2.8, -18.4),
            (5.4, -15),
            (4.4, -10.4),
            (0, -9.2),
            (-4.4, -10.4),
        ],
        face,
        line=0.35,
    )
    _eyes(pen, 0, -15, 2.3)
    pen.curve([(-2, -11.6), (0, -10.8), (2, -11.6)], 0.5)
    pen.ellipse((0, -13), 0.7, 0.45, INK)


def dog(pen: Pen) -> None:
    """Sitting."""
    _pet(pen, rgb("#e0b074"), ears="down")


def cat(pen: Pen) -> None:
    """Sitting."""
    _pet(pen, rgb("#9aa3b5"), ears="up")


def _pet(pen: Pen, fur: Color, *, ears: str) -> None:
    pen.curve([(5, -2), (10, -3.4), (10.4, -9)], 2, darker(fur))
    pen.shape([(-6, 0), (-5.4, -8), (0, -11.4), (5.4, -8), (6, 0)], fur, line=_LINE)
    pen.ellipse((0, -3.6), 3, 3.4, lighter(fur, 0.5))
    for side in (-1, 1):
        if ears == "up":
            pen.polygon([(side * 2, -19.6), (side * 6.4, -23), (side * 6.6, -16)], fur, line=_LINE)
        pen.ellipse((side * 3, -0.8), 2.2, 1.3, lighter(fur, 0.3), line=0.4)
    pen.ellipse((0, -15), 7, 6.2, fur, line=_LINE)
    if ears == "down":
        for side in (-1, 1):
            pen.shape(
                [(side * 5, -20), (side * 9, -17), (side * 8, -11), (side * 5.6, -14)],
                darker(fur),
                line=_LINE,
            )
    pen.ellipse((0, -12.6), 3.2, 2.4, lighter(fur, 0.6))
    _eyes(pen, 0, -15.6, 2.8)
    pen.ellipse((0, -13.4), 0.9, 0.6, INK)
    pen.curve([(-1.8, -11.6), (0, -12.4), (1.8, -11.6)], 0.45)


def bird(pen: Pen) -> None:
    """A little blue one."""
    blue = rgb("#5aa9dd")
    for x in (-1.4, 1.6):
        pen.line([(x, -3), (x, 0)], 0.6, rgb("#e8963d"))
    pen.polygon([(5, -7), (11, -9), (10, -5.6)], darker(blue), line=0.4)
    pen.shape([(-7, -8), (-5, -14), (1, -15), (6.4, -9), (4, -3.6), (-3, -3)], blue, line=_LINE)
    pen.shape([(-1, -10), (5.6, -9), (2.4, -5)], darker(blue), line=0.4)
    pen.polygon([(-6.6, -11.4), (-10, -10), (-6.6, -9)], rgb("#f2a33a"), line=0.4)
    pen.ellipse((-3.8, -11.6), 0.9, 1, INK)


def cow(pen: Pen) -> None:
    """Black and white."""
    for x in (-6, -2.6, 3.6, 7):
        pen.box(x - 1.1, -6, x + 1.1, 0, WHITE, line=0.4)
    pen.box(-9, -14, 9.4, -4.6, WHITE, radius=4, line=_LINE)
    pen.shape([(-2, -13.6), (3, -13.4), (4, -9), (0, -7.6), (-3, -10)], rgb("#4a4650"))
    pen.shape([(6, -11), (9, -11), (9, -7), (6.6, -6.6)], rgb("#4a4650"))
    pen.shape([(-14.4, -13), (-8, -15.4), (-6, -10), (-9, -6.6), (-13.6, -8)], WHITE, line=_LINE)
    pen.ellipse((-12.4, -8.2), 2.6, 1.9, rgb("#f2b6bd"), line=0.4)
    _eyes(pen, -10.6, -12, 1.7, 0.7)
    for x in (-12.6, -7.6):
        pen.curve([(x, -14.6), (x - 0.4, -17), (x + 0.8, -18)], 0.8, rgb("#d9c39a"))


def fish(pen: Pen) -> None:
    """An orange one."""
    orange = rgb("#f4923f")
    pen.polygon([(6, -8), (12.4, -13), (12.4, -3)], orange, line=_LINE)
    pen.shape([(-10, -8), (-4, -13.4), (4, -12), (8, -8), (4, -4), (-4, -2.6)], orange, line=_LINE)
    pen.curve([(-3.4, -12), (-2, -8), (-3.4, -4)], 0.6, WHITE)
    pen.ellipse((-6, -9.2), 1, 1.1, INK)
