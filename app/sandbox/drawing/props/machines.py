"""Devices. Origin: the middle of the foot; about 20 high."""

from app.sandbox.drawing.colors import WHITE, darker, lighter, rgb
from app.sandbox.drawing.pen import Pen

_LINE = 0.5
_STEEL = rgb("#c3ccd8")
_DARK = rgb("#39425a")
_SCREEN = rgb("#bfe6f7")
_GREEN = rgb("#3fae6a")
_RED = rgb("#e4572e")


def robot(pen: Pen) -> None:
    """A small one on wheels."""
    for x in (-4, 4):
        pen.ellipse((x, -1.6), 2.2, 1.8, _DARK, line=_LINE)
    pen.box(-6, -11, 6, -2, rgb("#e9eef6"), radius=2.6, line=_LINE)
    pen.ellipse((0, -6.4), 1.6, 1.6, rgb("#ffcf5c"), line=0.35)
    for side in (-1, 1):
        pen.tube([(side * 6, -9), (side * 9.4, -7), (side * 9.6, -10.6)], 1.6, _STEEL, 0.45)
    pen.line([(0, -20), (0, -22.4)], 0.7)
    pen.ellipse((0, -23), 1.1, 1.1, _RED, line=0.4)
    pen.box(-7, -20.4, 7, -11, rgb("#f7f9fc"), radius=3.4, line=_LINE)
    pen.box(-5.2, -18.6, 5.2, -13, _DARK, radius=2.2)
    for side in (-1, 1):
        pen.ellipse((side * 2.4, -16.2), 1.0, 1.4, rgb("#7fe3ff"))
    pen.curve([(-1.4, -14.2), (0, -13.7), (1.4, -14.2)], 0.5, rgb("#7fe3ff"))


def computer(pen: Pen) -> None:
    """A laptop with a glowing screen."""
    pen.box(-10, -17, 10, -2.4, _DARK, radius=1.2, line=_LINE)
    pen.box(-8.8, -15.8, 8.8, -3.6, _SCREEN)
    for index, width in enumerate((11, 7, 13, 9)):
        pen.line(
            [(-7, -14 + index * 2.6), (-7 + width, -14 + index * 2.6)],
            0.8,
            (rgb("#3f78bf"), _GREEN)[index % 2],
        )
    pen.polygon([(-10, -2.4), (10, -2.4), (12.6, 0), (-12.6, 0)], _STEEL, line=_LINE)


def server(pen: Pen) -> None:
    """A rack with lamps."""
    pen.box(-7, -24, 7, 0, _DARK, radius=1, line=_LINE)
    for row in range(6):
        y = -22.4 + row * 3.7
        pen.box(-5.6, y, 5.6, y + 2.7, lighter(_DARK, 0.2), radius=0.5)
        pen.ellipse((-4, y + 1.35), 0.6, 0.6, _GREEN)
        pen.ellipse((-2.2, y + 1.35), 0.6, 0.6, rgb("#ffcf5c"))
        pen.line([(0.4, y + 1.35), (4.6, y + 1.35)], 0.5, _STEEL)


def chip(pen: Pen) -> None:
    """A microprocessor."""
    for step in range(5):
        offset = -6 + step * 3
        pen.line([(offset, -20.4), (offset, -0.4)], 0.8, rgb("#c9a544"))
        pen.line([(-10, -16.4 + step * 3), (10, -16.4 + step * 3)], 0.8, rgb("#c9a544"))
    pen.box(-8, -18.4, 8, -2.4, rgb("#2f6b58"), radius=1, line=_LINE)
    pen.box(-4.4, -14.8, 4.4, -6, _DARK, radius=0.6, line=0.4)
    pen.line([(-2, -10.4), (2, -10.4)], 0.6, _STEEL)


def phone(pen: Pen) -> None:
    """A smartphone."""
    pen.box(-4.8, -19, 4.8, 0, _DARK, radius=1.8, line=_LINE)
    pen.box(-3.9, -17.4, 3.9, -1.8, _SCREEN, radius=0.8)
    for index, color in enumerate(("#e4572e", "#f2b134", "#3fae6a", "#3f78bf")):
        x, y = -1.9 + (index % 2) * 3.8, -14.4 + (index // 2) * 3.8
        pen.box(x - 1.3, y - 1.3, x + 1.3, y + 1.3, rgb(color), radius=0.5)
    pen.line([(-1.4, -3), (1.4, -3)], 0.5, _DARK)


def camera(pen: Pen) -> None:
    """A film camera on a tripod."""
    for foot in (-5, 0, 5):
        pen.line([(0, -10), (foot, 0)], 0.9, _DARK)
    pen.box(-6.4, -18, 5.4, -9.4, _DARK, radius=1, line=_LINE)
    pen.polygon(
        [(5.4, -15.6), (9.4, -18), (9.4, -10), (5.4, -12)], lighter(_DARK, 0.25), line=_LINE
    )
    for x in (-3.4, 2.0):
        pen.ellipse((x, -20), 2.6, 2.6, lighter(_DARK, 0.15), line=_LINE)
    pen.ellipse((-4.2, -16), 0.8, 0.8, _RED)


def microphone(pen: Pen) -> None:
    """On a stand."""
    pen.ellipse((0, -0.8), 5, 1.2, _DARK, line=0.4)
    pen.line([(0, -1), (0, -13)], 0.9, _DARK)
    pen.box(-1.6, -15.4, 1.6, -11.6, _DARK, radius=0.8, line=0.4)
    pen.ellipse((0, -17.6), 2.9, 3.3, rgb("#8d97ab"), line=_LINE)
    for y in (-18.8, -17.4, -16):
        pen.line([(-2.2, y), (2.2, y)], 0.3, _DARK)


def megaphone(pen: Pen) -> None:
    """Held up, sounding."""
    pen.polygon([(-6, -10), (6, -16.4), (6, -2.6), (-6, -7)], _RED, line=_LINE)
    pen.ellipse((6, -9.5), 2, 7, lighter(_RED, 0.4), line=_LINE)
    pen.box(-8.6, -10.4, -5.6, -6.6, WHITE, radius=0.8, line=_LINE)
    pen.polygon([(-4, -6.6), (-1.6, -5.8), (-2.2, -1), (-4.4, -1.4)], _DARK, line=0.4)
    for reach in (10.4, 13):
        pen.curve([(reach, -13), (reach + 1.2, -9.5), (reach, -6)], 0.6, _RED)


def drone(pen: Pen) -> None:
    """Four rotors, hovering."""
    for side in (-1, 1):
        pen.line([(0, -10), (side * 9, -12.4)], 1.2, _DARK)
        pen.line([(side * 9, -12.4), (side * 9, -14.4)], 0.9, _DARK)
        pen.ellipse((side * 9, -14.8), 5.4, 0.9, (*_STEEL, 190), line=0.35)
        pen.curve([(side * 2.4, -7.4), (side * 4.6, -4.4), (side * 5, -3)], 0.8, _DARK)
    pen.shape([(-5, -11.4), (0, -13.4), (5, -11.4), (4, -7.6), (-4, -7.6)], WHITE, line=_LINE)
    pen.ellipse((0, -7.2), 1.8, 1.8, _DARK, line=0.4)
    pen.ellipse((0.5, -7.6), 0.6, 0.6, _SCREEN)


def battery(pen: Pen) -> None:
    """Nearly full."""
    pen.box(-2.4, -21, 2.4, -18.6, _STEEL, line=_LINE)
    pen.box(-5.4, -19, 5.4, 0, WHITE, radius=1.6, line=_LINE)
    for step in range(3):
        pen.box(-4.2, -4.4 - step * 4.4, 4.2, -1.2 - step * 4.4, _GREEN, radius=0.6)
    pen.polygon(
        [(0.8, -15.6), (-2.6, -8.4), (-0.4, -8.4), (-1.2, -3.2), (2.6, -10.6), (0.4, -10.6)],
        rgb("#ffcf3f"),
        line=0.4,
    )


def solar_panel(pen: Pen) -> None:
    """Tilted to the sun."""
    pen.line([(0, 0), (0, -8)], 1.2, _DARK)
    pen.line([(-4, 0), (4, 0)], 1.2, _DARK)
    pen.polygon([(-11, -6), (6, -6), (11, -19), (-6, -19)], rgb("#2f5fa8"), line=0.6)
    for step in (1, 2, 3):
        pen.line([(-11 + 4.25 * step, -6), (-6 + 4.25 * step, -19)], 0.35, rgb("#9fc6f0"))
    for step in (1, 2):
        pen.line(
            [(-11 + 5 * step / 3, -6 - 13 * step / 3), (6 + 5 * step / 3, -6 - 13 * step / 3)],
            0.35,
            rgb("#9fc6f0"),
        )
    pen.polygon([(-3, -17.4), (0, -17.4), (-4, -7.6), (-7, -7.6)], (255, 255, 255, 60))


def wind_turbine(pen: Pen) -> None:
    """Three blades."""
    pen.polygon([(-1, 0), (1, 0), (0.5, -22), (-0.5, -22)], WHITE, line=0.4)
    for turn in (10, 130, 250):
        blade = pen.at(0, -22, turn=turn)
        blade.shape([(0, 0), (1.4, -4), (0.3, -13), (-0.5, -4)], WHITE, line=0.4)
    pen.ellipse((0, -22), 1.3, 1.3, _STEEL, line=0.4)


def bulb(pen: Pen) -> None:
    """A light bulb, shining."""
    pen.glow((0, -12), 15, rgb("#ffe88a"), 0.8)
    pen.shape(
        [(-3, -5), (-6.4, -11), (-4.6, -17.4), (0, -19.4), (4.6, -17.4), (6.4, -11), (3, -5)],
        rgb("#fff0a8"),
        line=_LINE,
    )
    pen.curve([(-1.6, -5.4), (-2, -10), (0, -8.6), (2, -10), (1.6, -5.4)], 0.5, rgb("#e8a33d"))
    for y in (-4.6, -3, -1.4):
        pen.box(-2.8, y - 0.7, 2.8, y + 0.7, _STEEL, radius=0.6, line=0.35)


def gear(pen: Pen) -> None:
    """Two cogwheels."""
    for x, y, size, color in ((-3, -8, 1.0, "#8fa3bf"), (6, -14.6, 0.66, "#e8a33d")):
        wheel = pen.at(x, y, size)
        for step in range(8):
            wheel.at(0, 0, turn=step * 45).box(-1.5, -8.6, 1.5, -5, rgb(color), line=0.45)
        wheel.ellipse((0, 0), 6.4, 6.4, rgb(color), line=_LINE)
        wheel.ellipse((0, 0), 2.4, 2.4, darker(rgb(color), 0.3), line=0.45)
