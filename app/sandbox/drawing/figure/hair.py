"""Hair, in two layers: what hangs behind the head, and what lies on it."""

import math
from collections.abc import Callable, Sequence

from app.sandbox.drawing.colors import darker, lighter
from app.sandbox.drawing.figure.look import Look
from app.sandbox.drawing.pen import Pen, Point, smooth

_LINE = 0.5

_CROWN: tuple[Point, ...] = (
    (-9.7, 1.2),
    (-10.8, -4.5),
    (-7.8, -11.0),
    (0, -13.4),
    (7.8, -11.0),
    (10.8, -4.5),
    (9.7, 1.2),
)
_HIGH_CROWN: tuple[Point, ...] = (
    (-9.6, 0.6),
    (-10.6, -5.4),
    (-7.4, -12.6),
    (1.5, -15.6),
    (8.4, -12.2),
    (10.6, -5.4),
    (9.6, 0.6),
)

_HAIRLINES: dict[str, tuple[Point, ...]] = {
    "crop": (
        (8.7, -1.0),
        (8.0, -4.6),
        (5.4, -3.4),
        (3.6, -5.8),
        (0.8, -3.0),
        (-1.6, -5.6),
        (-4.4, -3.2),
        (-7.4, -5.2),
        (-8.7, -1.0),
    ),
    "parted": (
        (8.8, -0.4),
        (8.3, -3.6),
        (4.0, -4.6),
        (-0.8, -6.2),
        (-3.9, -9.0),
        (-5.6, -6.0),
        (-8.2, -3.8),
        (-8.8, -0.4),
    ),
    "swept": ((8.9, -1.2), (7.8, -5.6), (3.8, -7.6), (-0.6, -7.2), (-4.6, -7.8), (-8, -5.2)),
    "bowl": ((8.9, 0.8), (8.4, -2.0), (4.2, -2.5), (0, -2.7), (-4.2, -2.5), (-8.4, -2.0)),
    "bangs": (
        (8.5, 2.5),
        (8.1, -1.8),
        (5.0, -2.7),
        (2.2, -2.2),
        (0.9, -3.4),
        (-1.8, -2.2),
        (-5.2, -2.7),
        (-8.1, -1.8),
        (-8.5, 2.5),
    ),
    "curtain": (
        (8.9, 4.5),
        (8.0, -1.0),
        (5.4, -4.4),
        (1.2, -8.6),
        (-3.4, -4.8),
        (-7.6, -1.4),
        (-8.9, 4.5),
    ),
}


def draw_back_hair(pen: Pen, look: Look, facing: int) -> None:
    """Before the head."""
    back = _BACK.get(look.hair)
    if back and look.hat != "helmet":
        back(pen, look, facing)


def draw_front_hair(pen: Pen, look: Look, facing: int) -> None:
    """After the face."""
    if look.hair == "bald":
        _bald(pen, look)
    elif look.hair in ("curly", "short_curls"):
        _curls(pen, look)
    elif look.hair == "spiky":
        _cap(pen, look, _spikes(), _HAIRLINES["crop"])
    else:
        crown = _HIGH_CROWN if look.hair in ("swept", "parted") else _CROWN
        _cap(pen, look, smooth(crown), _HAIRLINES[_FRONT.get(look.hair, look.hair)])
    if look.hair not in ("bald", "curly", "short_curls"):
        shine = [(-7.2, -7.4), (-4.2, -10.2), (-0.4, -11.2)]
        pen.curve(shine, 1.0, lighter(look.hair_color, 0.22))
    if look.hair == "bun":
        _bun(pen, look)


_FRONT = {
    "bob": "bangs",
    "long": "curtain",
    "wavy": "curtain",
    "ponytail": "parted",
    "bun": "parted",
    "tails": "bangs",
}


def _cap(pen: Pen, look: Look, crown: Sequence[Point], hairline: Sequence[Point]) -> None:
    pen.polygon([*crown, *hairline], look.hair_color, line=_LINE)


def _spikes() -> list[Point]:
    points: list[Point] = [(-9.7, 1.0)]
    for step in range(9):
        angle = math.pi * (1 - (step + 0.5) / 9)
        reach = 15.6 if step % 2 == 0 else 11.8
        points.append((reach * 0.82 * math.cos(angle), -1.5 - reach * 0.9 * math.sin(angle)))
    return [*points, (9.7, 1.0)]


def _curls(pen: Pen, look: Look) -> None:
    ring = [math.pi * (1.08 - 1.16 * step / 8) for step in range(9)]
    for angle in ring:
        center = (9.4 * math.cos(angle), -3.6 - 7.8 * math.sin(angle))
        pen.ellipse(center, 3.3, 3.1, look.hair_color, line=_LINE)
    for angle in ring[1:-1]:
        center = (7.2 * math.cos(angle), -4.6 - 5.0 * math.sin(angle))
        pen.ellipse(center, 2.9, 2.5, look.hair_color)
    shade = lighter(look.hair_color, 0.2)
    for x, y in ((-5.5, -9.5), (-1, -11.2), (4.2, -10.2)):
        pen.curve([(x - 1, y + 0.5), (x, y - 0.4), (x + 1, y + 0.4)], 0.5, shade)


def _bald(pen: Pen, look: Look) -> None:
    for side in (-1, 1):
        pen.shape(
            [(side * 9.0, 2.0), (side * 10.9, 0.0), (side * 10.2, -4.6), (side * 8.6, -3.0)],
            look.hair_color,
            line=_LINE,
        )
    pen.curve([(-4.5, -8.2), (-2.4, -9.2), (0, -9.4)], 0.7, lighter(look.skin, 0.6))


def _bob(pen: Pen, look: Look, facing: int) -> None:
    _mane(pen, look, [(-11.4, -4), (-12.2, 4), (-11.0, 10.5), (-5, 12), (5, 12), (11.0, 10.5)])


def _long(pen: Pen, look: Look, facing: int) -> None:
    _mane(
        pen,
        look,
        [(-11.2, -4), (-12.0, 6), (-12.6, 16), (-10.4, 25), (0, 26.5), (10.4, 25), (12.6, 16)],
    )


def _wavy(pen: Pen, look: Look, facing: int) -> None:
    left: list[Point] = [(-11.4, -4), (-13.0, 1), (-11.4, 6), (-13.8, 11), (-11.8, 16), (-12.4, 21)]
    right = [(-x, y) for x, y in reversed(left[1:])]
    _mane(pen, look, [*left, (0, 22.5), *right])


def _mane(pen: Pen, look: Look, points: Sequence[Point]) -> None:
    crown = [(12.0, 3), (10.6, -5), (6.5, -11.5), (0, -13), (-6.5, -11.5)]
    pen.shape([*points, *crown], darker(look.hair_color, 0.12), line=_LINE)


def _ponytail(pen: Pen, look: Look, facing: int) -> None:
    side = -(facing or 1)
    tail = [(4, -12), (10.5, -13.5), (15.5, -8), (16, 2), (13, 11), (11.4, 3), (9, -4)]
    pen.shape([(side * x, y) for x, y in tail], darker(look.hair_color, 0.1), line=_LINE)
    pen.ellipse((side * 7.6, -9.2), 1.7, 1.9, look.color, line=0.4)


def _tails(pen: Pen, look: Look, facing: int) -> None:
    for side in (-1, 1):
        tail = [(8, -6), (13, -8), (16.5, -2), (16, 7), (12.6, 12), (12, 3), (9, -1)]
        pen.shape([(side * x, y) for x, y in tail], darker(look.hair_color, 0.06), line=_LINE)
        pen.ellipse((side * 9.8, -4.4), 1.6, 1.6, look.color, line=0.4)


def _bun(pen: Pen, look: Look) -> None:
    pen.ellipse((0.8, -15.4), 4.4, 3.8, look.hair_color, line=_LINE)
    pen.curve([(-1.6, -15.8), (0.6, -17.2), (3.2, -16.2)], 0.5, darker(look.hair_color, 0.3))


_BACK: dict[str, Callable[[Pen, Look, int], None]] = {
    "bob": _bob,
    "long": _long,
    "wavy": _wavy,
    "ponytail": _ponytail,
    "tails": _tails,
}
