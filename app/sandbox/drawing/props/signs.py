"""Things that stand for an idea. Origin: the middle of the foot; about 20 high."""

import math

from app.sandbox.drawing.colors import INK, WHITE, darker, lighter, rgb
from app.sandbox.drawing.pen import Pen

_LINE = 0.5
_BLUE = rgb("#3f78bf")
_GOLD = rgb("#f2bd3a")
_WOOD = rgb("#a8754a")
_RED = rgb("#e4572e")


def molecule(pen: Pen) -> None:
    """Balls and sticks."""
    atoms = (
        (-6, -5, 3.4, "#e4572e"),
        (2, -11, 4.2, "#3f78bf"),
        (9, -5, 2.6, "#f2bd3a"),
        (-2, -18, 2.8, "#3fae6a"),
    )
    for x, y, _, _ in atoms:
        pen.line([(2, -11), (x, y)], 1.2, rgb("#7b8698"))
    for x, y, size, color in atoms:
        pen.ellipse((x, y), size, size, rgb(color), line=_LINE)
        pen.ellipse(
            (x - size * 0.3, y - size * 0.3), size * 0.25, size * 0.25, (255, 255, 255, 170)
        )


def hexagons(pen: Pen) -> None:
    """A pattern of tiles."""
    for x, y, color in ((-5, -6, "#7fb2e5"), (5, -6, "#5f93cf"), (0, -14.6, "#9cc8ef")):
        corners = [
            (x + 5.6 * math.sin(math.radians(turn)), y + 5.6 * math.cos(math.radians(turn)))
            for turn in range(0, 360, 60)
        ]
        pen.polygon(corners, rgb(color), line=_LINE)


def network(pen: Pen) -> None:
    """Dots and lines."""
    dots = (
        (0, -10, 2.6),
        (-9, -15, 1.7),
        (9, -16, 1.7),
        (-8, -3, 1.7),
        (8.6, -3.6, 1.7),
        (0, -20, 1.5),
    )
    for x, y, _ in dots:
        pen.line([(0, -10), (x, y)], 0.6, _BLUE)
    pen.line([(-9, -15), (0, -20), (9, -16), (8.6, -3.6), (-8, -3), (-9, -15)], 0.4, _BLUE)
    for x, y, size in dots:
        pen.ellipse((x, y), size, size, lighter(_BLUE, 0.3), line=0.45)


def warning(pen: Pen) -> None:
    """A triangle with a stroke and a dot."""
    pen.shape([(0, -19), (10, -1.4), (9, 0), (-9, 0), (-10, -1.4)], _GOLD, line=0.7)
    pen.line([(0, -13), (0, -6)], 1.8)
    pen.ellipse((0, -3), 1.1, 1.1, INK)


def magnifier(pen: Pen) -> None:
    """A magnifying glass."""
    pen.line([(4, -6), (9.4, -0.6)], 2.4, _WOOD)
    pen.ellipse((-2, -12), 7.4, 7.4, (223, 243, 250, 190), line=1.2, ink=rgb("#5b6478"))
    pen.curve([(-6.4, -13), (-5, -16), (-2.4, -17)], 0.9, WHITE)


def puzzle(pen: Pen) -> None:
    """Two pieces that fit."""
    for x, y, color in ((-5.6, -10, "#5fa8e0"), (5, -7.4, "#f2a33a")):
        piece = pen.at(x, y)
        piece.box(-4.8, -4.8, 4.8, 4.8, rgb(color), radius=0.6, line=_LINE)
        piece.ellipse((0, -5.6), 1.9, 1.7, rgb(color), line=_LINE)
        piece.box(-1.5, -5, 1.5, -3.4, rgb(color))
        piece.ellipse((5.4, 0), 1.7, 1.9, rgb(color), line=_LINE)
        piece.box(3.4, -1.5, 5.2, 1.5, rgb(color))


def handshake(pen: Pen) -> None:
    """Two hands."""
    pen.tube([(-12, -7), (-6, -9), (0, -9)], 4.2, _BLUE, _LINE)
    pen.tube([(12, -7), (6, -9), (1, -9)], 4.2, rgb("#e8a33d"), _LINE)
    pen.shape([(-4, -12), (3, -12.4), (5, -9), (2, -6), (-3, -6.4)], rgb("#f7cba6"), line=_LINE)
    for x in (-1.6, 0.4, 2.4):
        pen.line([(x, -11.6), (x - 0.6, -8)], 0.4, rgb("#a8714b"))


def compass(pen: Pen) -> None:
    """It knows the way."""
    pen.ellipse((0, -10), 9, 9, _GOLD, line=_LINE)
    pen.ellipse((0, -10), 7, 7, WHITE, line=0.4)
    needle = pen.at(0, -10, turn=32)
    needle.polygon([(-1.5, 0), (1.5, 0), (0, -6)], _RED)
    needle.polygon([(-1.5, 0), (1.5, 0), (0, 6)], _BLUE)


def stairs(pen: Pen) -> None:
    """Upwards, with a flag on top."""
    for step in range(4):
        x = -11 + step * 5.2
        pen.box(x, -3.4 * (step + 1), x + 5.4, 0, lighter(_BLUE, 0.55 - step * 0.12), line=_LINE)
    pen.line([(7.6, -13.6), (7.6, -21)], 0.7)
    pen.polygon([(7.6, -21), (12.6, -19.2), (7.6, -17.4)], _RED, line=0.35)


def door(pen: Pen) -> None:
    """Open, with light behind it."""
    pen.box(-6.6, -20, 6.6, 0, rgb("#fff2b8"), line=_LINE)
    pen.polygon([(-6.6, -20), (0.6, -17.6), (0.6, 2), (-6.6, 0)], _WOOD, line=_LINE)
    pen.ellipse((-1, -8.6), 0.8, 0.8, _GOLD, line=0.3)


def map_sheet(pen: Pen) -> None:
    """Folded, with a pin."""
    colors = ("#cfe6b8", "#e6f1cf", "#cfe6b8")
    for index, color in enumerate(colors):
        x, lift = -10.5 + index * 7, 1.6 if index % 2 else 0
        corners = [
            (x, -13 - lift),
            (x + 7, -13 - (1.6 - lift)),
            (x + 7, -0.6 - (1.6 - lift)),
            (x, -0.6 - lift),
        ]
        pen.polygon(corners, rgb(color), line=0.45)
    pen.curve([(-9, -4), (-3, -8), (3, -5), (9, -9)], 0.7, _BLUE)
    pen.shape([(3, -9), (0, -15), (3, -18.6), (6, -15)], _RED, line=_LINE)
    pen.ellipse((3, -15), 1.2, 1.2, WHITE)


def notes(pen: Pen) -> None:
    """Music."""
    for x, y in ((-6, -3), (4, -5)):
        pen.at(x, y, turn=-18).ellipse((0, 0), 2.8, 2.1, _BLUE)
    pen.line([(-3.6, -3.6), (-3.6, -17), (6.4, -19), (6.4, -5.6)], 1.1, _BLUE)
    pen.line([(-3.6, -14.6), (6.4, -16.6)], 1.3, _BLUE)


def mask(pen: Pen) -> None:
    """Of the theatre: somebody pretends."""
    face = [(-8, -17), (0, -15.6), (8, -17), (7.4, -8), (0, -1), (-7.4, -8)]
    pen.shape(face, rgb("#f4ead6"), line=_LINE)
    for side in (-1, 1):
        pen.shape([(side * 1.6, -11), (side * 4.2, -13), (side * 6, -11), (side * 3.8, -10)], INK)
    pen.curve([(-3.6, -6.4), (0, -4), (3.6, -6.4)], 1.0, _RED)


def podium(pen: Pen) -> None:
    """With two microphones."""
    pen.polygon([(-6, 0), (6, 0), (7.4, -12), (-7.4, -12)], _WOOD, line=_LINE)
    pen.polygon([(-9, -12), (9, -12), (8, -15), (-8, -15)], lighter(_WOOD, 0.2), line=_LINE)
    for x in (-2.4, 2.4):
        pen.curve([(x, -15), (x * 1.4, -18), (x * 0.9, -20)], 0.6)
        pen.ellipse((x * 0.9, -20.4), 1.1, 1.4, INK)


def blackboard(pen: Pen) -> None:
    """On legs, with lines of chalk."""
    for x in (-7, 7):
        pen.line([(x, 0), (x * 0.8, -6)], 1.0, _WOOD)
    pen.box(-11, -20, 11, -5, _WOOD, radius=0.6, line=_LINE)
    pen.box(-9.8, -18.8, 9.8, -6.2, rgb("#3f7a61"))
    pen.curve([(-7, -10), (-3, -15.6), (0, -10), (3, -14)], 0.6, WHITE)
    pen.line([(4.6, -9), (8, -9)], 0.6, WHITE)


def traffic_light(pen: Pen) -> None:
    """On green."""
    pen.line([(0, 0), (0, -8)], 1.2, rgb("#4b5162"))
    pen.box(-3.6, -22, 3.6, -7, rgb("#3a4050"), radius=1.4, line=_LINE)
    for y, color in ((-19, "#7a3a38"), (-14.6, "#7d6a35"), (-10.2, "#4fe08a")):
        pen.ellipse((0, y), 1.9, 1.9, rgb(color), line=0.35)


def ballot_box(pen: Pen) -> None:
    """With a paper going in."""
    pen.box(-4.4, -19, 4.4, -10, WHITE, line=0.45)
    pen.curve([(-2, -15), (-0.6, -13.4), (2.4, -17)], 0.9, _RED)
    pen.box(-8.4, -12, 8.4, 0, rgb("#5f93cf"), radius=0.8, line=_LINE)
    pen.box(-5.4, -12.8, 5.4, -11.2, darker(rgb("#5f93cf"), 0.5), line=0.3)


def bridge(pen: Pen) -> None:
    """Hung from two towers."""
    for x in (-7, 7):
        pen.box(x - 1, -18, x + 1, 0, _RED, line=0.4)
    pen.curve([(-14, -8), (-7, -17), (0, -8.4), (7, -17), (14, -8)], 0.7, _RED)
    for x in (-4, -2, 0, 2, 4):
        pen.line([(x, -6), (x, -8.6 - abs(x) * 1.1)], 0.4, _RED)
    pen.box(-15, -6.4, 15, -4.4, rgb("#8b95a8"), line=0.4)


def buildings(pen: Pen) -> None:
    """Three towers."""
    for x, height, color in ((-8, 15, "#8fb0c9"), (0, 21, "#6f93b5"), (8, 12, "#a9c3d6")):
        pen.box(x - 3.8, -height, x + 3.8, 0, rgb(color), line=_LINE)
        for row in range(int(height / 3.4)):
            for column in (-2, 0, 2):
                y = -height + 2 + row * 3.2
                pen.box(x + column - 0.6, y, x + column + 0.6, y + 1.4, rgb("#fff3c4"))


def bank(pen: Pen) -> None:
    """Columns under a gable."""
    stone = rgb("#e9e0cc")
    pen.box(-11, -2.4, 11, 0, stone, line=_LINE)
    for x in (-8, -2.7, 2.7, 8):
        pen.box(x - 1.2, -11, x + 1.2, -2.4, stone, line=0.4)
    pen.polygon([(-12, -11), (0, -19), (12, -11)], darker(stone, 0.12), line=_LINE)
    pen.ellipse((0, -13.6), 1.9, 1.9, _GOLD, line=0.4)


def antenna(pen: Pen) -> None:
    """A mast that sends."""
    pen.line([(-5, 0), (0, -15)], 0.9, rgb("#6b7485"))
    pen.line([(5, 0), (0, -15)], 0.9, rgb("#6b7485"))
    for y, half in ((-4, 3.6), (-8, 2.3)):
        pen.line([(-half, y), (half, y)], 0.7, rgb("#6b7485"))
    pen.ellipse((0, -15.6), 1.3, 1.3, _RED, line=0.35)
    for side in (-1, 1):
        for reach in (4, 7):
            pen.curve(
                [(side * reach * 0.8, -19.4), (side * reach, -15.6), (side * reach * 0.8, -12)],
                0.6,
                _BLUE,
            )
