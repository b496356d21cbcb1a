"""Clothes on the torso. Origin: between the feet; shoulders at about -43, hips at -20."""

from collections.abc import Callable
from dataclasses import dataclass

from app.sandbox.drawing.colors import WHITE, Color, darker, lighter, rgb
from app.sandbox.drawing.figure.look import Look
from app.sandbox.drawing.pen import Pen, Point, smooth

_LINE = 0.5
_COAT = rgb("#f7f8fb")
_METAL = rgb("#9aa3b2")
_OVER_SHIRTS = ("apron", "vest", "overalls")
_WORK_SHIRT = rgb("#86a9cc")
_VEST = rgb("#ff9f2e")
_NAVY = rgb("#33446b")
_SCRUBS = rgb("#59b8a6")
_DENIM = rgb("#4d6d9e")
_SLEEVES = {
    "knit_vest": WHITE,
    "labcoat": _COAT,
    "spacesuit": _COAT,
    "uniform": _NAVY,
    "scrubs": _SCRUBS,
}


@dataclass(frozen=True)
class Build:
    """Half widths of a body."""

    shoulder: float
    waist: float
    hip: float


def sleeve_color(look: Look) -> Color:
    """What the arms wear."""
    if look.outfit in _SLEEVES:
        return _SLEEVES[look.outfit]
    if look.outfit in _OVER_SHIRTS:
        return _undershirt(look)
    return look.color


def _undershirt(look: Look) -> Color:
    """What is worn under an apron, a vest or overalls: never mistaken for skin."""
    return _WORK_SHIRT if look.outfit == "vest" else lighter(look.color, 0.2)


def bare_forearms(look: Look) -> bool:
    """Short sleeves."""
    return look.outfit in ("tshirt", "scrubs", "dress")


def draw_torso(pen: Pen, look: Look, build: Build) -> None:
    """From the neck to the hips, with what marks the outfit."""
    _OUTFITS[look.outfit](pen, look, build)


def _torso(build: Build, bottom: float = -19.0, flare: float = 0.0) -> list[Point]:
    s, w, h = build.shoulder, build.waist, build.hip + flare
    side: list[Point] = [(3.2, -47.2), (s - 1.4, -45.2), (s, -42.4), (s - 0.8, -36), (w, -29)]
    upper = [point for point in side if point[1] < bottom - 4]
    right = smooth([*upper, (h, bottom)])
    return [*right, *((-x, y) for x, y in reversed(right))]


def _plain(pen: Pen, color: Color, points: list[Point]) -> None:
    pen.polygon(points, color, line=_LINE)


def _neckline(pen: Pen, look: Look, depth: float) -> None:
    pen.polygon([(-3.2, -47.6), (3.2, -47.6), (0, -47.6 + depth)], look.skin)


def _shirt_front(pen: Pen, shirt: Color, tie: Color | None) -> None:
    pen.polygon([(-3.4, -47.4), (3.4, -47.4), (1.7, -30), (-1.7, -30)], shirt)
    if tie:
        pen.polygon([(-1.1, -45.4), (1.1, -45.4), (0.8, -43.4), (-0.8, -43.4)], tie, line=0.3)
        pen.polygon(
            [(-0.7, -43.3), (0.7, -43.3), (1.3, -34.5), (0, -32.6), (-1.3, -34.5)], tie, line=0.3
        )
    for side in (-1, 1):
        pen.polygon([(0, -45.2), (side * 3.5, -47.8), (side * 3.3, -44.2)], WHITE, line=0.35)


def _lapels(pen: Pen, color: Color, low: float) -> None:
    for side in (-1, 1):
        lapel = [(side * 3.2, -47.4), (side * 5.6, -42.2), (side * 4.2, -41.2), (side * 0.5, low)]
        pen.polygon([*lapel, (side * 1.6, -40)], color, line=0.4)


def _labcoat(pen: Pen, look: Look, build: Build) -> None:
    _plain(pen, _COAT, _torso(build, -10, 1.6))
    _shirt_front(pen, lighter(look.color, 0.15), None if look.woman else darker(look.color, 0.45))
    _lapels(pen, _COAT, -31)
    pen.line([(0, -31), (0, -10.4)], 0.4, _METAL)
    for side in (-1, 1):
        pen.box(
            side * 5.2 - 2.2,
            -22.5,
            side * 5.2 + 2.2,
            -17.2,
            None,
            radius=0.6,
            line=0.35,
            ink=_METAL,
        )
    pen.box(3.4, -37.6, 7.2, -33.8, None, radius=0.4, line=0.35, ink=_METAL)
    pen.line([(4.4, -39.2), (4.4, -36.8)], 0.7, look.color)


def _suit(pen: Pen, look: Look, build: Build) -> None:
    _plain(pen, look.color, _torso(build, -17))
    accent = rgb("#c8434a") if not look.woman else None
    _shirt_front(pen, WHITE, accent)
    _lapels(pen, lighter(look.color, 0.1), -30.5)
    pen.line([(0, -30.5), (0, -17.4)], 0.4, darker(look.color, 0.5))
    pen.ellipse((0.9, -27), 0.55, 0.55, darker(look.color, 0.5))
    pen.polygon([(4.4, -37.2), (7.0, -37.8), (6.8, -36.8), (4.5, -36.3)], WHITE)


def _shirt(pen: Pen, look: Look, build: Build) -> None:
    _plain(pen, look.color, _torso(build))
    _neckline(pen, look, 3.0)
    for side in (-1, 1):
        pen.polygon(
            [(0, -44.4), (side * 3.6, -47.8), (side * 4.2, -43.8)], lighter(look.color), line=0.4
        )
    pen.line([(0, -44), (0, -19.4)], 0.35, darker(look.color, 0.4))
    for y in (-40, -35, -30, -25):
        pen.ellipse((0, y), 0.45, 0.45, WHITE)


def _tshirt(pen: Pen, look: Look, build: Build) -> None:
    _plain(pen, look.color, _torso(build))
    pen.shape([(-3.6, -47.6), (3.6, -47.6), (0, -43.8)], look.skin, line=0.4)
    pen.ellipse((0, -35), 2.6, 2.6, lighter(look.color, 0.6))


def _sweater(pen: Pen, look: Look, build: Build) -> None:
    _plain(pen, look.color, _torso(build))
    pen.box(-3.6, -48.4, 3.6, -45.2, lighter(look.color, 0.15), radius=1.2, line=0.4)
    band = lighter(look.color, 0.45)
    for y in (-38.5, -36.9):
        pen.line([(1 - build.shoulder, y), (build.shoulder - 1, y)], 0.7, band)


def _hoodie(pen: Pen, look: Look, build: Build) -> None:
    hood = [(-7.6, -45), (-5.2, -49.4), (5.2, -49.4), (7.6, -45), (0, -42.4)]
    pen.shape(hood, darker(look.color, 0.2), line=_LINE)
    _plain(pen, look.color, _torso(build))
    pen.shape([(-4.2, -47.4), (4.2, -47.4), (0, -43.2)], darker(look.color, 0.3), line=0.4)
    for side in (-1, 1):
        pen.curve([(side * 1.6, -44.2), (side * 2.0, -41), (side * 1.7, -38.4)], 0.5, WHITE)
    pen.polygon([(-4.6, -28), (4.6, -28), (6.2, -21.5), (-6.2, -21.5)], None, line=0.4)


def _jacket(pen: Pen, look: Look, build: Build) -> None:
    _plain(pen, look.color, _torso(build, -18, 0.6))
    pen.polygon(
        [(-3.2, -47.4), (3.2, -47.4), (1.8, -18.2), (-1.8, -18.2)], lighter(look.color, 0.7)
    )
    _neckline(pen, look, 2.6)
    for side in (-1, 1):
        pen.polygon(
            [(side * 3.0, -47.6), (side * 5.2, -46), (side * 2.6, -40)],
            darker(look.color),
            line=0.4,
        )
        pen.line([(side * 2.2, -40), (side * 1.8, -18.4)], 0.4)
        pen.line([(side * 4.2, -25), (side * 6.6, -26)], 0.45, darker(look.color, 0.5))


def _vest(pen: Pen, look: Look, build: Build) -> None:
    _plain(pen, _undershirt(look), _torso(build))
    pen.polygon([(-3, -47.4), (3, -47.4), (0, -43.6)], look.skin)
    for side in (-1, 1):
        half = [(3.0, -46.8), (build.shoulder - 1.6, -45), (build.shoulder - 2.2, -36)]
        half += [(build.waist, -29), (build.hip, -19.4), (0.5, -19.4), (0.5, -38)]
        pen.polygon([(side * x, y) for x, y in half], _VEST, line=0.4)
        pen.line([(side * 4.6, -45), (side * 4.6, -20)], 1.2, rgb("#fff3b0"))
        pen.line([(side * 0.6, -28), (side * (build.waist - 0.4), -28)], 1.2, rgb("#fff3b0"))


def _knit_vest(pen: Pen, look: Look, build: Build) -> None:
    _plain(pen, look.color, _torso(build))
    pen.polygon([(-3.6, -47.6), (3.6, -47.6), (0, -38)], WHITE, line=0.4)
    for side in (-1, 1):
        pen.polygon([(0, -44.8), (side * 3.6, -47.8), (side * 4.0, -44)], WHITE, line=0.35)
    for y in (-34, -29, -24):
        pen.line([(0, y), (0, y + 2)], 0.8, lighter(look.color, 0.4))


def _overalls(pen: Pen, look: Look, build: Build) -> None:
    _plain(pen, _undershirt(look), _torso(build))
    _neckline(pen, look, 2.6)
    pen.polygon(
        [
            (-5, -38),
            (5, -38),
            (build.waist, -29),
            (build.hip, -19),
            (-build.hip, -19),
            (-build.waist, -29),
        ],
        _DENIM,
        line=0.4,
    )
    for side in (-1, 1):
        pen.line([(side * 4.2, -37.6), (side * 5.2, -45.4)], 1.5, _DENIM)
        pen.ellipse((side * 4.2, -36.8), 0.6, 0.6, rgb("#f0d060"))
    pen.box(-2.6, -35, 2.6, -30.4, None, radius=0.5, line=0.35)


def _scrubs(pen: Pen, look: Look, build: Build) -> None:
    _plain(pen, _SCRUBS, _torso(build))
    pen.polygon([(-3.6, -47.6), (3.6, -47.6), (0, -41.4)], look.skin, line=0.4)
    pen.box(3, -37.4, 6.8, -33.6, None, radius=0.4, line=0.35)


def _uniform(pen: Pen, look: Look, build: Build) -> None:
    _plain(pen, _NAVY, _torso(build))
    _shirt_front(pen, rgb("#dfe8f5"), rgb("#242f4d"))
    _lapels(pen, _NAVY, -33)
    for side in (-1, 1):
        pen.box(side * 7.0 - 1.6, -45.4, side * 7.0 + 1.6, -44.0, rgb("#e8c65a"))
    pen.ellipse((5.2, -36), 1.1, 1.1, rgb("#e8c65a"), line=0.3)


def _apron(pen: Pen, look: Look, build: Build) -> None:
    _plain(pen, _undershirt(look), _torso(build))
    _neckline(pen, look, 2.4)
    pen.box(-5.2, -40, 5.2, -14, _COAT, radius=1.2, line=0.4)
    for side in (-1, 1):
        pen.line([(side * 4.6, -39.6), (side * 3.2, -46.4)], 0.9, _COAT)
    pen.box(-3, -28, 3, -23, None, radius=0.6, line=0.35)


def _dress(pen: Pen, look: Look, build: Build) -> None:
    skirt = [
        (-build.waist, -29),
        (build.waist, -29),
        (build.hip + 4.2, -10),
        (-build.hip - 4.2, -10),
    ]
    pen.polygon(skirt, look.color, line=_LINE)
    _plain(pen, look.color, _torso(build, -26))
    pen.shape([(-3.8, -47.6), (3.8, -47.6), (0, -42.6)], look.skin, line=0.4)
    pen.line([(-build.waist, -28.4), (build.waist, -28.4)], 1.4, darker(look.color, 0.4))


def _hanbok(pen: Pen, look: Look, build: Build) -> None:
    skirt = [(-7, -36), (7, -36), (build.hip + 6.5, -6), (-build.hip - 6.5, -6)]
    pen.polygon(skirt, darker(look.color, 0.25), line=_LINE)
    _plain(pen, lighter(look.color, 0.5), _torso(build, -34))
    pen.polygon([(-3.4, -47.6), (-1.8, -47.6), (2.8, -38), (1.2, -38)], WHITE, line=0.3)
    pen.polygon([(3.4, -47.6), (1.8, -47.6), (-0.4, -42.6), (0.8, -41)], WHITE, line=0.3)
    pen.curve([(2, -38.4), (4.4, -35), (3.4, -28)], 1.0, rgb("#d6475b"))


def _spacesuit(pen: Pen, look: Look, build: Build) -> None:
    _plain(pen, _COAT, _torso(build, -18, 0.8))
    pen.ellipse((0, -46.4), 6.4, 2.4, _METAL, line=0.45)
    pen.box(-4.6, -38, 4.6, -30, rgb("#dfe4ee"), radius=1, line=0.4)
    for x, color in ((-2.6, "#e4572e"), (0, "#f2b134"), (2.6, "#3fa34d")):
        pen.ellipse((x, -35.6), 0.8, 0.8, rgb(color))
    pen.line([(-3.2, -32.2), (3.2, -32.2)], 0.6, _METAL)


_OUTFITS: dict[str, Callable[[Pen, Look, Build], None]] = {
    "labcoat": _labcoat,
    "suit": _suit,
    "shirt": _shirt,
    "tshirt": _tshirt,
    "sweater": _sweater,
    "hoodie": _hoodie,
    "jacket": _jacket,
    "vest": _vest,
    "knit_vest": _knit_vest,
    "overalls": _overalls,
    "scrubs": _scrubs,
    "uniform": _uniform,
    "apron": _apron,
    "dress": _dress,
    "hanbok": _hanbok,
    "spacesuit": _spacesuit,
}
