"""What village and city news speaks of. Origin: the middle of the foot; about 20 high."""

from app.sandbox.drawing.colors import INK, WHITE, darker, lighter, rgb
from app.sandbox.drawing.pen import Pen

_LINE = 0.5
_CRUST = rgb("#d79a55")


def otter(pen: Pen) -> None:
    """On its hind legs, paws together."""
    fur, pale = rgb("#7a5c44"), rgb("#d9c2a2")
    pen.tube([(4, -2), (10, -1.4), (14, -3)], 2.6, fur, _LINE)
    pen.shape([(-5, 0), (-5.6, -8), (-3, -14), (3, -14), (5.6, -8), (5, 0)], fur, line=_LINE)
    pen.shape([(-2.8, -1), (-3, -8), (0, -12.6), (3, -8), (2.8, -1)], pale)
    for side in (-1, 1):
        pen.ellipse((side * 4.2, -19.4), 1.3, 1.3, fur, line=0.4)
        pen.ellipse((side * 1.4, -9.4), 1.4, 1.1, darker(fur), line=0.35)
    pen.ellipse((0, -17), 5.2, 4.4, fur, line=_LINE)
    pen.ellipse((0, -15.4), 3.1, 2.2, pale)
    pen.ellipse((0, -16.6), 0.9, 0.7, INK)
    for side in (-1, 1):
        pen.ellipse((side * 2.2, -18), 0.7, 0.9, INK)
        pen.line([(side * 1.6, -15.2), (side * 5.6, -15.8)], 0.25)


def deer(pen: Pen) -> None:
    """A fawn with spots."""
    fur = rgb("#b9855a")
    for x in (-5, -2.4, 4, 6.4):
        pen.box(x - 0.8, -7.4, x + 0.8, 0, darker(fur, 0.1), radius=0.4, line=0.4)
    pen.shape([(-7, -7), (-6, -12), (2, -12.6), (8, -11), (7.4, -6.6), (0, -5.8)], fur, line=_LINE)
    pen.tube([(-5.6, -10.6), (-8, -15)], 3.0, fur, _LINE)
    pen.shape([(-6.4, -17), (-9, -19.4), (-13.4, -15.6), (-9, -13.8)], fur, line=_LINE)
    for x, y in ((-6.4, -20.6), (-9.2, -21.4)):
        pen.ellipse((x, y), 1.0, 2.2, lighter(fur, 0.2), line=0.4)
    pen.ellipse((-9.6, -17), 0.7, 0.8, INK)
    pen.ellipse((-13, -15.6), 0.6, 0.5, INK)
    for x, y in ((-3, -10.4), (0, -9.6), (3, -10.8), (5.4, -9.4)):
        pen.ellipse((x, y), 0.6, 0.6, WHITE)


def bread_basket(pen: Pen) -> None:
    """A basket of loaves and buns."""
    for x, y in ((-5.6, -9), (0, -10.6), (5.6, -9)):
        pen.ellipse((x, y), 4.4, 3.4, _CRUST, line=_LINE)
        pen.curve([(x - 1.8, y - 1.4), (x, y - 2.2), (x + 1.8, y - 1.4)], 0.6, lighter(_CRUST, 0.5))
    pen.tube([(4, -9), (8.6, -19)], 2.6, lighter(_CRUST, 0.1), _LINE)
    pen.polygon([(-11, -8), (11, -8), (8.4, 0), (-8.4, 0)], rgb("#a9733f"), line=_LINE)
    for y in (-5.6, -3):
        pen.line([(-9.8, y), (9.8, y)], 0.5, darker(rgb("#a9733f"), 0.35))


def football_goal(pen: Pen) -> None:
    """A goal with its net, and the ball before it."""
    for x in range(-10, 11, 3):
        pen.line([(x, -15), (x, 0)], 0.25, rgb("#dfe6ea"))
    for y in range(-13, 0, 3):
        pen.line([(-11, y), (11, y)], 0.25, rgb("#dfe6ea"))
    pen.line([(-12, 0), (-12, -16), (12, -16), (12, 0)], 1.3, WHITE)
    pen.ellipse((3, -2.6), 2.8, 2.8, WHITE, line=_LINE)
    pen.shape([(2, -3), (3, -4), (4, -3), (3.6, -1.8), (2.4, -1.8)], INK)


def school(pen: Pen) -> None:
    """Two storeys, a clock over the door, a flag."""
    wall = rgb("#f0dfbf")
    pen.box(-14, -12, 14, 0, wall, line=_LINE)
    pen.box(-4.4, -16, 4.4, 0, lighter(wall, 0.2), line=_LINE)
    pen.polygon([(-5.6, -16), (0, -20), (5.6, -16)], rgb("#c0563f"), line=_LINE)
    pen.ellipse((0, -13), 1.8, 1.8, WHITE, line=0.4)
    pen.box(-1.8, -5, 1.8, 0, rgb("#7a5a42"), line=0.4)
    for side in (-1, 1):
        for x in (7, 11):
            for y in (-10, -5.4):
                pen.box(side * x - 1.3, y, side * x + 1.3, y + 3, rgb("#9cc9e0"), line=0.3)


def fire_truck(pen: Pen) -> None:
    """Red, with a ladder."""
    red = rgb("#d5382f")
    pen.box(-13, -11, 4, -2, red, radius=0.8, line=_LINE)
    pen.box(4, -12, 12, -2, red, radius=1.2, line=_LINE)
    pen.box(6, -10.6, 11, -7, rgb("#bfe0ee"), line=0.35)
    pen.line([(-13, -13.4), (5, -15.4)], 1.0, rgb("#c9ced6"))
    pen.box(6.6, -13.8, 9.4, -12, rgb("#4f8fe0"), radius=0.5, line=0.35)
    pen.line([(-13, -6), (4, -6)], 0.9, WHITE)
    for x in (-8, 7):
        pen.ellipse((x, -2), 2.6, 2.6, INK)
        pen.ellipse((x, -2), 1.1, 1.1, rgb("#c9ced6"))


def earphones(pen: Pen) -> None:
    """A pair with its cable."""
    for side in (-1, 1):
        pen.curve([(side * 5, -12), (side * 4, -5), (0, -2), (0, 1)], 0.7, rgb("#555c6b"))
        pen.ellipse((side * 5.6, -14), 3.4, 3.8, WHITE, line=_LINE)
        pen.ellipse((side * 4, -14), 1.6, 2.4, rgb("#8a93a3"), line=0.35)


def stall(pen: Pen) -> None:
    """A festival stall under an awning."""
    pen.box(-10, -8, 10, 0, rgb("#c08a55"), line=_LINE)
    for x in (-9, 9):
        pen.line([(x, -8), (x, -17)], 0.9, rgb("#7a5a42"))
    for at in range(5):
        left = -11.5 + at * 4.6
        color = rgb("#e4572e") if at % 2 else WHITE
        pen.polygon(
            [(left + 0.8, -20), (left + 3.8, -20), (left + 4.6, -15), (left, -15)], color, line=0.4
        )


def shovel(pen: Pen) -> None:
    """Standing in a heap of mud."""
    pen.line([(3, -20), (-1, -5)], 1.2, rgb("#a9733f"))
    pen.line([(1, -20.6), (5, -19.4)], 1.2, rgb("#a9733f"))
    pen.shape([(-9, 0), (-6, -4), (0, -6.4), (7, -3.4), (10, 0)], rgb("#8a6a4b"), line=_LINE)


def radio(pen: Pen) -> None:
    """Old, with a dial."""
    pen.line([(6, -13), (11, -20)], 0.6, rgb("#8a93a3"))
    pen.box(-11, -13, 11, 0, rgb("#b5683f"), radius=1.6, line=_LINE)
    pen.ellipse((-4.6, -6.4), 4.6, 4.6, rgb("#e9d7b8"), line=0.4)
    pen.box(2.4, -10.4, 9, -7, rgb("#f7efd8"), line=0.35)
    for x in (4, 7.6):
        pen.ellipse((x, -3.6), 1.4, 1.4, rgb("#5c4636"), line=0.35)
