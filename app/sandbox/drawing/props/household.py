"""Things that people carry, wear, buy and use. Origin: the middle of the foot; about 20 high."""

from app.sandbox.drawing.colors import INK, WHITE, darker, lighter, rgb
from app.sandbox.drawing.pen import Pen

_LINE = 0.5
_WOOD = rgb("#c08a55")
_RED = rgb("#d9534a")
_BLUE = rgb("#4f86c6")
_DARK = rgb("#39425a")


def bag(pen: Pen) -> None:
    """A suitcase."""
    pen.curve([(-3, -14), (-3, -18), (3, -18), (3, -14)], 1.1, _DARK)
    pen.box(-9, -14.4, 9, 0, _WOOD, radius=1.6, line=_LINE)
    pen.line([(-9, -8), (9, -8)], 0.6, darker(_WOOD, 0.4))
    pen.box(-1.4, -9.4, 1.4, -6.6, rgb("#f2d06b"), radius=0.4, line=0.4)


def boxes(pen: Pen) -> None:
    """Parcels."""
    for x, y, size in ((-5, 0, 9), (5.6, 0, 8), (-1, -9, 8)):
        pen.box(x - size / 2, y - size, x + size / 2, y, rgb("#d3a36b"), line=_LINE)
        pen.box(x - 0.9, y - size, x + 0.9, y, rgb("#ead2a6"))


def letter(pen: Pen) -> None:
    """An envelope."""
    pen.box(-10, -14, 10, 0, WHITE, line=_LINE)
    pen.line([(-10, -14), (0, -5.6), (10, -14)], 0.6)
    pen.ellipse((0, -5.4), 1.7, 1.7, _RED, line=0.35)


def stamp(pen: Pen) -> None:
    """A seal of approval."""
    pen.ellipse((0, -17), 3, 3, _WOOD, line=_LINE)
    pen.polygon([(-1.6, -15), (1.6, -15), (2.6, -7), (-2.6, -7)], _WOOD, line=_LINE)
    pen.box(-6, -7.4, 6, -3.4, darker(_WOOD, 0.25), radius=0.8, line=_LINE)
    pen.box(-7.4, -2.2, 7.4, 0, _RED, radius=0.6, line=0.4)


def pencil(pen: Pen) -> None:
    """Yellow."""
    local = pen.at(0, -9, turn=36)
    local.box(-1.7, -8, 1.7, 7, rgb("#f5c33c"), line=_LINE)
    local.box(-1.7, -10.6, 1.7, -8, rgb("#ef8aa0"), radius=0.6, line=_LINE)
    local.polygon([(-1.7, 7), (1.7, 7), (0, 11.4)], rgb("#f3dcb6"), line=_LINE)
    local.polygon([(-0.6, 9.9), (0.6, 9.9), (0, 11.4)], INK)


def graduation_cap(pen: Pen) -> None:
    """A mortarboard."""
    pen.shape([(-5.4, -10), (-5.4, -4), (0, -2.4), (5.4, -4), (5.4, -10)], _DARK, line=_LINE)
    pen.polygon([(-12, -11), (0, -16.4), (12, -11), (0, -6)], lighter(_DARK, 0.12), line=_LINE)
    pen.line([(0, -11), (9, -9.4), (9, -4.4)], 0.7, rgb("#f2bd3a"))
    pen.ellipse((9, -3.6), 1, 1.6, rgb("#f2bd3a"))


def credit_card(pen: Pen) -> None:
    """Tilted."""
    card = pen.at(0, -9, turn=-10)
    card.box(-10, -6.4, 10, 6.4, _BLUE, radius=1.2, line=_LINE)
    card.box(-10, -4.2, 10, -1.8, _DARK)
    card.box(-7.6, 0.6, -3.6, 3.8, rgb("#f2d06b"), radius=0.5, line=0.35)
    card.line([(-1.4, 3), (7.4, 3)], 0.6, WHITE)


def basket(pen: Pen) -> None:
    """Full of shopping."""
    for x, color in ((-4, "#d94a3d"), (0, "#f2bd3a"), (4, "#6ab35c")):
        pen.ellipse((x, -10.6), 3, 3.2, rgb(color), line=0.4)
    pen.polygon([(-9, -9.4), (9, -9.4), (6.8, 0), (-6.8, 0)], _WOOD, line=_LINE)
    for y in (-6.4, -3.2):
        pen.line(
            [(-8.2 + (y + 9.4) * -0.22, y), (8.2 + (y + 9.4) * 0.22, y)], 0.4, darker(_WOOD, 0.3)
        )
    pen.curve([(-8, -9.4), (0, -19.6), (8, -9.4)], 1.0, darker(_WOOD, 0.2))


def clothes(pen: Pen) -> None:
    """A shirt on its hanger."""
    pen.curve([(0, -16), (0, -18.4), (1.6, -19.4)], 0.7, _DARK)
    body = [
        (-3, -15.6),
        (3, -15.6),
        (9.6, -12),
        (7.4, -8),
        (5.4, -9),
        (5.4, 0),
        (-5.4, 0),
        (-5.4, -9),
    ]
    pen.polygon([*body, (-7.4, -8), (-9.6, -12)], _BLUE, line=_LINE)
    pen.polygon([(-3, -15.6), (3, -15.6), (0, -12)], WHITE, line=0.4)


def vr_headset(pen: Pen) -> None:
    """For virtual worlds."""
    pen.curve([(-9, -9), (0, -18), (9, -9)], 1.4, _DARK)
    pen.box(-10, -12.4, 10, -3, rgb("#e9edf4"), radius=3, line=_LINE)
    pen.box(-8.2, -10.8, 8.2, -4.6, _DARK, radius=2.2)
    pen.line([(-6, -9), (-2, -9)], 0.8, rgb("#7fe3ff"))


def controller(pen: Pen) -> None:
    """Of a game."""
    pen.shape(
        [
            (-10, -2),
            (-9, -10),
            (-3, -11.4),
            (3, -11.4),
            (9, -10),
            (10, -2),
            (6, -3),
            (3, -6),
            (-3, -6),
            (-6, -3),
        ],
        _DARK,
        line=_LINE,
    )
    pen.line([(-6.4, -8), (-3.4, -8)], 1.1, WHITE)
    pen.line([(-4.9, -9.5), (-4.9, -6.5)], 1.1, WHITE)
    for x, y, color in (
        (4, -8, "#4fe08a"),
        (6.2, -8, "#e4572e"),
        (5.1, -9.6, "#f2bd3a"),
        (5.1, -6.4, "#59c8ff"),
    ):
        pen.ellipse((x, y), 0.8, 0.8, rgb(color))


def shoes(pen: Pen) -> None:
    """For running."""
    for x in (-4, 4):
        shoe = pen.at(x, -1 if x > 0 else 0)
        shoe.shape(
            [(-7, -1.6), (-6.6, -8), (-3, -8.4), (1, -5.4), (7, -3.8), (7.4, -1)], _RED, line=_LINE
        )
        shoe.box(-7.2, -2, 7.6, 0, WHITE, radius=0.8, line=0.4)
        for step in range(3):
            shoe.line(
                [(-2.2 + step * 1.5, -7.4 + step), (-0.8 + step * 1.5, -6.2 + step)], 0.5, WHITE
            )


def chair(pen: Pen) -> None:
    """Empty."""
    for x in (-5, 5):
        pen.line([(x, -8), (x, 0)], 1.2, darker(_WOOD, 0.3))
    pen.box(-5.6, -20, 5.6, -10.4, _WOOD, radius=1, line=_LINE)
    pen.box(-6.6, -10, 6.6, -7, lighter(_WOOD, 0.2), radius=0.8, line=_LINE)


def bed(pen: Pen) -> None:
    """With a blanket."""
    pen.box(-14, -12, -12, 0, _WOOD, line=_LINE)
    pen.box(-13, -6, 13, -2, WHITE, radius=1, line=_LINE)
    pen.box(-12, -9.4, -5.6, -5.6, WHITE, radius=1.6, line=_LINE)
    pen.box(-5, -8, 13, -3, _BLUE, radius=1.4, line=_LINE)
    pen.box(12, -8, 13.8, 0, _WOOD, line=_LINE)


def bread(pen: Pen) -> None:
    """A loaf."""
    pen.shape(
        [(-9, -1), (-10, -7), (-6, -11.6), (6, -11.6), (10, -7), (9, -1)],
        rgb("#d79a55"),
        line=_LINE,
    )
    for x in (-4.6, 0, 4.6):
        pen.curve([(x - 1.2, -10.6), (x + 0.6, -8), (x - 0.2, -5.6)], 0.8, rgb("#f3d3a0"))


def bottle(pen: Pen) -> None:
    """Of milk, with a glass."""
    outline = [
        (-6, 0),
        (-6, -10),
        (-4.4, -14),
        (-4.4, -19),
        (0.4, -19),
        (0.4, -14),
        (2, -10),
        (2, 0),
    ]
    pen.polygon(outline, rgb("#eef7fb"), line=_LINE)
    pen.polygon([(-5.6, -0.4), (-5.6, -9), (1.6, -9), (1.6, -0.4)], WHITE)
    pen.box(-4.8, -20.6, 0.8, -18.4, _BLUE, radius=0.5, line=0.4)
    pen.polygon([(4, -10), (10, -10), (9.4, 0), (4.6, 0)], (235, 246, 251, 220), line=_LINE)
    pen.polygon([(4.3, -6.6), (9.7, -6.6), (9.3, -0.4), (4.7, -0.4)], WHITE)


def hammer(pen: Pen) -> None:
    """A tool."""
    tool = pen.at(0, -9, turn=28)
    tool.box(-1.1, -6, 1.1, 10, _WOOD, radius=0.6, line=_LINE)
    tool.polygon(
        [(-6, -10), (4, -10), (6.4, -8), (4, -5.6), (-6, -5.6)], rgb("#8b95a8"), line=_LINE
    )


def baby(pen: Pen) -> None:
    """Swaddled, asleep."""
    pen.shape([(-8, -3), (-6, -9), (0, -11), (6, -9), (8, -3), (0, 0)], rgb("#a9d3ee"), line=_LINE)
    pen.ellipse((0, -13.6), 6, 5.6, rgb("#ffe0c7"), line=_LINE)
    pen.curve([(-1, -19), (0.6, -20.6), (1.4, -18.8)], 0.7, rgb("#6d4a35"))
    for side in (-1, 1):
        pen.curve([(side * 2.6 - 1.2, -13.4), (side * 2.6, -12.7), (side * 2.6 + 1.2, -13.4)], 0.5)
        pen.ellipse((side * 3.8, -11.4), 1.1, 0.7, (240, 110, 110, 90))
    pen.curve([(-0.9, -10.8), (0, -10.3), (0.9, -10.8)], 0.45)


def blueprint(pen: Pen) -> None:
    """White lines on blue."""
    sheet = pen.at(0, -1, turn=-5)
    sheet.box(-10, -16, 10, 0, rgb("#2f64a8"), line=_LINE)
    sheet.polygon([(-6, -3), (-6, -9), (0, -13), (6, -9), (6, -3)], None, line=0.5, ink=WHITE)
    sheet.line([(-1.4, -3), (-1.4, -6.6), (1.4, -6.6), (1.4, -3)], 0.5, WHITE)
    sheet.line([(-8, -1.6), (8, -1.6)], 0.3, WHITE)
