"""Sky, water, crops and stones. Origin: the middle of the foot; about 20 high."""

import math

from app.sandbox.drawing.colors import WHITE, darker, lighter, rgb
from app.sandbox.drawing.pen import Pen, Point

_LINE = 0.5
_LEAF = rgb("#6ab35c")
_GOLD = rgb("#f8c63d")


def sun(pen: Pen) -> None:
    """Blazing."""
    pen.glow((0, -10), 16, rgb("#ffe38a"), 0.8)
    for turn in range(0, 360, 45):
        pen.at(0, -10, turn=turn).polygon([(-1.6, -7.4), (1.6, -7.4), (0, -11)], rgb("#f7a531"))
    pen.ellipse((0, -10), 6.4, 6.4, _GOLD, line=_LINE)


def moon(pen: Pen) -> None:
    """A crescent."""
    pen.glow((0, -10), 14, rgb("#e9ecff"), 0.7)
    outer = [(2.4, -18.6), (-4, -16), (-6.4, -10), (-4, -4), (2.4, -1.4), (-0.4, -10)]
    pen.shape(outer, rgb("#fbf3c8"), line=_LINE)


def star(pen: Pen) -> None:
    """Golden, with a small one."""
    for x, y, size in ((-1, -10, 8.6), (9, -17, 3.4)):
        points: list[Point] = []
        for step in range(10):
            reach = size if step % 2 == 0 else size * 0.44
            angle = math.pi * (step / 5 - 0.5)
            points.append((x + reach * math.cos(angle), y + reach * math.sin(angle)))
        pen.polygon(points, _GOLD, line=_LINE)


def cloudlet(pen: Pen) -> None:
    """A white cloud."""
    puffs = [(-10, -6), (-11, -11), (-6, -13), (-3, -17), (3, -16.6), (6, -13), (11, -11.6)]
    pen.shape([*puffs, (10.4, -6)], WHITE, line=_LINE)


def drop(pen: Pen) -> None:
    """Of water."""
    for x, y, size in ((-2, -9, 1.0), (7, -13, 0.5)):
        local = pen.at(x, y, size)
        local.shape([(0, -9), (5.4, 1), (0, 7), (-5.4, 1)], rgb("#58b5e8"), line=_LINE)
        local.curve([(-2.8, 1), (-2.2, 3.2), (-0.6, 4.4)], 0.9, (255, 255, 255, 190))


def ice(pen: Pen) -> None:
    """Two blocks."""
    for x, y, size in ((-3, 0, 1.0), (7, 0, 0.66)):
        cube = pen.at(x, y, size)
        cube.polygon([(-7, -11), (0, -14.6), (7, -11), (0, -7.4)], rgb("#eafaff"), line=_LINE)
        cube.polygon([(-7, -11), (0, -7.4), (0, 0), (-7, -3.6)], rgb("#bfe8f7"), line=_LINE)
        cube.polygon([(7, -11), (0, -7.4), (0, 0), (7, -3.6)], rgb("#9fd6ee"), line=_LINE)


def bolt(pen: Pen) -> None:
    """Electricity."""
    pen.glow((0, -10), 13, rgb("#fff1a0"), 0.7)
    flash = [(2.4, -20), (-6, -8.6), (-0.6, -8.6), (-3, 0), (6.4, -12), (1, -12)]
    pen.polygon(flash, rgb("#ffcf3f"), line=_LINE)


def ripples(pen: Pen) -> None:
    """Waves that spread."""
    for size in (10, 7, 4, 1.4):
        pen.ellipse((0, -10), size, size * 0.8, None, line=0.8, ink=rgb("#3f8fd0"))


def vegetables(pen: Pen) -> None:
    """A cabbage and carrots."""
    for x, turn in ((6, 12), (9.4, 26)):
        carrot = pen.at(x, -1, turn=turn)
        carrot.shape([(-1.8, -9), (1.8, -9), (0, 1)], rgb("#f2873a"), line=0.45)
        carrot.shape([(-1.4, -9), (-2, -13), (0, -11.4), (2, -13), (1.4, -9)], _LEAF, line=0.4)
    pen.ellipse((-3, -7), 7.6, 7, lighter(_LEAF, 0.25), line=_LINE)
    for side in (-1, 1):
        pen.curve([(-3, -0.6), (-3 + side * 4, -6), (-3 + side * 2, -12)], 0.5, darker(_LEAF))
    pen.curve([(-3, -0.6), (-3.4, -7), (-3, -13)], 0.5, darker(_LEAF))


def rice_plant(pen: Pen) -> None:
    """Ears of rice."""
    for lean in (-5, -1.5, 2, 5.5):
        tip = (lean * 1.9, -15.5)
        pen.curve([(lean * 0.2, 0), (lean * 0.8, -11), (lean * 1.3, -16), tip], 0.7, rgb("#9ba64a"))
        for step in range(4):
            grain = (tip[0] + lean * 0.12 * step, tip[1] + step * 1.7)
            pen.ellipse(grain, 1.0, 1.3, rgb("#e7c04f"), line=0.25)


def apple(pen: Pen) -> None:
    """Red."""
    for x, size in ((-3, 1.0), (7, 0.72)):
        fruit = pen.at(x, 0, size)
        fruit.shape(
            [
                (0, -11),
                (5, -12.4),
                (7, -7),
                (3.6, -0.4),
                (0, -1),
                (-3.6, -0.4),
                (-7, -7),
                (-5, -12.4),
            ],
            rgb("#e0453e"),
            line=_LINE,
        )
        fruit.curve([(0, -11), (0.6, -14), (1.6, -15)], 0.8, rgb("#6d4a35"))
        fruit.shape([(1.2, -13.4), (4, -16), (6, -14.4), (3.4, -12.6)], _LEAF, line=0.4)


def leaf(pen: Pen) -> None:
    """A green leaf."""
    blade = pen.at(0, -2, turn=32)
    blade.shape([(0, 0), (6, -7), (4.4, -14), (0, -19), (-4.4, -14), (-6, -7)], _LEAF, line=_LINE)
    blade.line([(0, 2.6), (0, -16)], 0.6, darker(_LEAF, 0.35))
    for y in (-5, -9, -12.6):
        for side in (-1, 1):
            blade.line([(0, y), (side * 3.2, y - 2.6)], 0.4, darker(_LEAF, 0.3))


def stone(pen: Pen) -> None:
    """Sharp ones."""
    for x, size, color in ((-4, 1.0, "#9b99a4"), (6, 0.7, "#b3b0b8")):
        rock = pen.at(x, 0, size)
        rock.polygon([(-8, 0), (-6, -7), (0, -14), (4, -9), (8, 0)], rgb(color), line=_LINE)
        rock.polygon([(0, -14), (4, -9), (8, 0), (1, 0)], darker(rgb(color)))
