"""Things of daily life and of the economy. Origin: the middle of the foot; about 20 high."""

from app.sandbox.drawing.colors import INK, WHITE, darker, lighter, rgb
from app.sandbox.drawing.pen import Pen

_LINE = 0.5
_GREEN = rgb("#3fae6a")
_RED = rgb("#e4572e")
_GOLD = rgb("#f2bd3a")
_BLUE = rgb("#3f78bf")


def chart_up(pen: Pen) -> None:
    """A board with bars and a rising arrow."""
    _board(pen)
    for index, height in enumerate((4, 6, 8.4, 11.4)):
        x = -7 + index * 4.4
        pen.box(x, -3 - height, x + 3, -3, lighter(_BLUE, 0.3), line=0.3)
    pen.line([(-7.6, -8), (-2, -12), (1.6, -11), (8, -17.4)], 1.0, _GREEN)
    pen.polygon([(9.6, -19), (8.8, -15), (5.8, -17.6)], _GREEN)


def chart_down(pen: Pen) -> None:
    """A board with bars and a falling arrow."""
    _board(pen)
    for index, height in enumerate((12, 9.4, 7, 4)):
        x = -7 + index * 4.4
        pen.box(x, -3 - height, x + 3, -3, lighter(_BLUE, 0.3), line=0.3)
    pen.line([(-7.6, -17.4), (-2, -13), (1.6, -14), (8, -7)], 1.0, _RED)
    pen.polygon([(9.6, -5.4), (8.8, -9.4), (5.8, -6.8)], _RED)


def _board(pen: Pen) -> None:
    pen.box(-11, -21, 11, -1, WHITE, radius=1, line=0.6)
    pen.line([(-9, -19), (-9, -2.6), (9.6, -2.6)], 0.6, rgb("#6d7684"))


def book(pen: Pen) -> None:
    """Open."""
    pen.shape(
        [(0, -2), (-6, -4.4), (-12, -2.6), (-12, -13.6), (-6, -15.4), (0, -13)], WHITE, line=_LINE
    )
    pen.shape(
        [(0, -2), (6, -4.4), (12, -2.6), (12, -13.6), (6, -15.4), (0, -13)], WHITE, line=_LINE
    )
    pen.line([(0, -13), (0, -2)], 0.6)
    pen.curve([(-12.4, -2), (-6, -3.6), (0, -1), (6, -3.6), (12.4, -2)], 1.1, rgb("#b5512f"))
    for side in (-1, 1):
        for y in (-12, -9.6, -7.2):
            pen.curve(
                [(side * 2, y + 1.2), (side * 6, y - 0.6), (side * 10, y + 0.8)],
                0.4,
                rgb("#9aa3b2"),
            )


def books(pen: Pen) -> None:
    """A pile."""
    for index, (width, color) in enumerate(
        ((9, "#3f78bf"), (7.6, "#e4572e"), (8.4, "#3fae6a"), (6.6, "#f2bd3a"))
    ):
        y = -index * 4
        pen.box(-width, y - 4, width, y, rgb(color), radius=0.6, line=_LINE)
        pen.box(-width + 1, y - 3.2, width - 2.4, y - 0.8, WHITE, line=0.25)


def newspaper(pen: Pen) -> None:
    """Folded, with a picture."""
    paper = pen.at(0, 0, turn=-6)
    paper.box(-9, -19, 9, 0, rgb("#f3efe4"), line=_LINE)
    paper.box(-7.4, -17.4, 7.4, -15, INK)
    paper.box(-7.4, -13.4, -0.4, -6.4, rgb("#9cc0d8"), line=0.35)
    for y in (-13, -11.4, -9.8, -8.2, -6.6):
        paper.line([(1, y), (7.2, y)], 0.45, rgb("#7d7a76"))
    for y in (-4.6, -3, -1.4):
        paper.line([(-7.2, y), (7.2, y)], 0.45, rgb("#7d7a76"))


def document(pen: Pen) -> None:
    """A sealed paper."""
    pen.box(-7, -19, 7, 0, WHITE, radius=0.6, line=_LINE)
    for y in (-15.4, -13, -10.6, -8.2):
        pen.line([(-4.6, y), (4.6, y)], 0.5, rgb("#8b95a8"))
    pen.ellipse((3.4, -3.8), 2.2, 2.2, _RED, line=0.35)
    pen.curve([(-4.6, -3.2), (-2.6, -4.8), (-1.6, -2.8), (0.4, -4.2)], 0.5, _BLUE)


def money(pen: Pen) -> None:
    """Coins and notes."""
    for index in range(2):
        note = pen.at(-3, -1 - index * 1.6, turn=-4 + index * 6)
        note.box(-8, -6.4, 8, 0, rgb("#8fc98f"), radius=0.6, line=_LINE)
        note.ellipse((0, -3.2), 2.2, 2.2, rgb("#cfe9c8"), line=0.35)
    for column, count in ((5.6, 5), (10, 3)):
        for step in range(count):
            pen.ellipse((column, -1 - step * 1.9), 3.4, 1.5, _GOLD, line=0.45)
    pen.ellipse((1, -14.4), 4.2, 4.2, _GOLD, line=_LINE)
    pen.ellipse((1, -14.4), 2.8, 2.8, lighter(_GOLD, 0.4), line=0.35)


def clock(pen: Pen) -> None:
    """An alarm clock."""
    for side in (-1, 1):
        pen.ellipse((side * 5.4, -17.6), 3, 2.4, _RED, line=_LINE)
        pen.line([(side * 4.6, -2.6), (side * 6.4, 0)], 1.2)
    pen.ellipse((0, -10), 8.2, 8.2, _RED, line=_LINE)
    pen.ellipse((0, -10), 6.4, 6.4, WHITE, line=0.4)
    pen.line([(0, -10), (0, -14.4)], 0.8)
    pen.line([(0, -10), (3, -8.4)], 0.8)


def calendar(pen: Pen) -> None:
    """A page with a marked day."""
    pen.box(-8, -17, 8, 0, WHITE, radius=1, line=_LINE)
    pen.box(-8, -17, 8, -12, _RED, radius=1, line=_LINE)
    for row in range(3):
        for column in range(4):
            x, y = -5.4 + column * 3.6, -9.4 + row * 3.4
            marked = (row, column) == (1, 2)
            pen.box(x - 1.1, y - 1.1, x + 1.1, y + 1.1, _GOLD if marked else rgb("#d8dde6"))
    for x in (-4, 4):
        pen.line([(x, -18.6), (x, -15.4)], 1.0)


def cup(pen: Pen) -> None:
    """Hot coffee."""
    pen.curve([(5, -8.6), (9, -8), (8.6, -4), (4.4, -3)], 1.2, WHITE)
    pen.polygon([(-6, -11), (6, -11), (4.6, 0), (-4.6, 0)], WHITE, line=_LINE)
    pen.ellipse((0, -11), 6, 1.7, rgb("#7a4e2c"), line=0.45)
    for x in (-2.4, 1.6):
        pen.curve(
            [(x, -13.4), (x + 1.2, -15.4), (x - 0.6, -17.4), (x + 0.8, -19.4)], 0.6, rgb("#b9c2cf")
        )


def food(pen: Pen) -> None:
    """A bowl of rice with steam."""
    pen.shape([(-8, -9), (-4, -13.6), (0, -14.6), (4, -13.6), (8, -9)], WHITE, line=_LINE)
    pen.shape(
        [(-9.4, -9.4), (9.4, -9.4), (6.4, -2), (0, -0.4), (-6.4, -2)], rgb("#3f78bf"), line=_LINE
    )
    for x in (-3, 0.6, 4):
        pen.curve([(x, -16), (x + 1, -18), (x - 0.6, -20)], 0.5, rgb("#c3cbd6"))


def heart(pen: Pen) -> None:
    """Red, shining."""
    pen.shape(
        [
            (0, -2),
            (-8, -10),
            (-7.4, -16.4),
            (-3.4, -18),
            (0, -14.6),
            (3.4, -18),
            (7.4, -16.4),
            (8, -10),
        ],
        rgb("#e8505f"),
        line=_LINE,
    )
    pen.curve([(-5.6, -12), (-5.4, -14.6), (-3.8, -15.6)], 0.9, (255, 255, 255, 170))


def shield(pen: Pen) -> None:
    """With a lock on it."""
    pen.shape([(0, -20), (8, -17), (7.4, -8), (0, 0), (-7.4, -8), (-8, -17)], _BLUE, line=_LINE)
    pen.curve([(-2, -11), (-2, -14.4), (0, -15.6), (2, -14.4), (2, -11)], 0.9, WHITE)
    pen.box(-3.2, -11.4, 3.2, -6, _GOLD, radius=0.6, line=0.4)


def scales(pen: Pen) -> None:
    """Of justice."""
    pen.box(-5, -1.6, 5, 0, rgb("#8a6a3c"), radius=0.6, line=0.4)
    pen.line([(0, -1), (0, -19)], 1.0, _GOLD)
    pen.line([(-9, -17), (9, -17)], 1.0, _GOLD)
    for side in (-1, 1):
        x = side * 8.6
        pen.line([(x - 3.4, -8), (x, -17), (x + 3.4, -8)], 0.4)
        pen.shape([(x - 4.2, -8.4), (x + 4.2, -8.4), (x, -5.4)], _GOLD, line=0.4)


def gavel(pen: Pen) -> None:
    """A judge's."""
    pen.box(-6, -2.4, 6, 0, darker(rgb("#a3683c")), radius=0.8, line=_LINE)
    hammer = pen.at(1, -8, turn=-32)
    hammer.box(-0.9, -2, 0.9, 11, rgb("#a3683c"), radius=0.6, line=0.4)
    hammer.box(-5.6, -5.4, 5.6, -0.6, rgb("#a3683c"), radius=1, line=_LINE)


def trophy(pen: Pen) -> None:
    """A gold cup."""
    for side in (-1, 1):
        pen.curve(
            [(side * 5, -17), (side * 9.4, -16), (side * 8, -11), (side * 4, -10)], 1.1, _GOLD
        )
    pen.shape([(-6, -19), (6, -19), (5, -11), (0, -7), (-5, -11)], _GOLD, line=_LINE)
    pen.box(-1.2, -8, 1.2, -3.4, _GOLD, line=0.4)
    pen.box(-4.6, -3.6, 4.6, 0, rgb("#6d4a35"), radius=0.6, line=_LINE)


def gift(pen: Pen) -> None:
    """With a bow."""
    pen.box(-7.4, -11, 7.4, 0, rgb("#e56b8c"), line=_LINE)
    pen.box(-8.4, -14.4, 8.4, -10.4, lighter(rgb("#e56b8c"), 0.2), line=_LINE)
    pen.box(-1.4, -14.4, 1.4, 0, _GOLD, line=0.35)
    for side in (-1, 1):
        pen.shape([(0, -14.6), (side * 5, -19.4), (side * 6, -15.4)], _GOLD, line=0.4)


def house(pen: Pen) -> None:
    """With a red roof."""
    pen.box(-8, -11, 8, 0, rgb("#f6e8cf"), line=_LINE)
    pen.polygon([(-10.4, -10.4), (0, -20), (10.4, -10.4)], rgb("#d0604a"), line=_LINE)
    pen.box(-2, -6.4, 2, 0, rgb("#8a6244"), line=0.4)
    for x in (-5, 5):
        pen.box(x - 1.6, -8.4, x + 1.6, -5, rgb("#bfe6f7"), line=0.4)


def recycle(pen: Pen) -> None:
    """A bin for what is used again."""
    pen.polygon([(-6.4, -14), (6.4, -14), (5, 0), (-5, 0)], _GREEN, line=_LINE)
    pen.box(-7.4, -16.4, 7.4, -13.4, darker(_GREEN), radius=0.8, line=_LINE)
    for turn in (0, 120, 240):
        arrow = pen.at(0, -7, turn=turn)
        arrow.line([(-2, -3), (1.4, -3)], 0.9, WHITE)
        arrow.polygon([(1, -4.6), (3.2, -3), (1, -1.4)], WHITE)


def target(pen: Pen) -> None:
    """Hit in the middle."""
    for size, color in ((9, _RED), (6.6, WHITE), (4.2, _RED), (1.8, WHITE)):
        pen.ellipse((0, -10), size, size, color, line=0.4)
    pen.line([(0.4, -10.4), (8, -17)], 0.9, rgb("#8a6244"))
    pen.polygon([(7, -18), (11, -20), (9.4, -15.6)], _GOLD, line=0.35)


def lock(pen: Pen) -> None:
    """A padlock."""
    pen.curve([(-4, -10), (-4, -16), (0, -18.6), (4, -16), (4, -10)], 1.7, rgb("#8b95a8"))
    pen.box(-6.6, -11.4, 6.6, 0, _GOLD, radius=1.2, line=_LINE)
    pen.ellipse((0, -6.4), 1.5, 1.5, INK)
    pen.line([(0, -6), (0, -3.4)], 1.0)


def palette(pen: Pen) -> None:
    """A painter's, with a brush."""
    pen.shape(
        [
            (-9.4, -8),
            (-6, -14.4),
            (2, -15.4),
            (9, -11),
            (7, -6.4),
            (2.4, -6),
            (3.4, -2.4),
            (-3, -1),
        ],
        rgb("#e0b988"),
        line=_LINE,
    )
    for x, y, color in (
        (-5.4, -9, "#d94a3d"),
        (-2.4, -12.4, "#f2bd3a"),
        (2, -12.6, "#3fae6a"),
        (5.4, -10, "#3f78bf"),
    ):
        pen.ellipse((x, y), 1.4, 1.2, rgb(color), line=0.3)
    pen.line([(0, -4), (8, -18)], 0.9, rgb("#8a6244"))


def ball(pen: Pen) -> None:
    """A football."""
    pen.ellipse((0, -8), 8, 8, WHITE, line=_LINE)
    pen.polygon([(0, -10.6), (2.6, -8.6), (1.6, -5.6), (-1.6, -5.6), (-2.6, -8.6)], INK)
    for turn in range(0, 360, 72):
        pen.at(0, -8, turn=turn).polygon([(-1.6, -7.6), (1.6, -7.6), (0, -5.4)], INK)
