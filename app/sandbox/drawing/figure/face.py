"""Faces: eyes, brows, mouth. The head's centre is the origin, its radius about 10."""

from app.sandbox.drawing.colors import INK, WHITE, Color, darker, mix, rgb
from app.sandbox.drawing.figure.look import Age, Look
from app.sandbox.drawing.figure.mood import Feeling, Mood
from app.sandbox.drawing.pen import Pen, Point

_MOUTH = rgb("#8f2f3c")
_TONGUE = rgb("#ee8a85")
_BLUSH = (240, 110, 110, 70)
_SWEAT = rgb("#9bd7f2")
_EYE_LEVEL = 1.9
_EYE_APART = 4.2

_BROWS: dict[Feeling, tuple[float, float]] = {
    Feeling.CALM: (0.0, 0.0),
    Feeling.HAPPY: (-0.6, 0.3),
    Feeling.SURPRISED: (-1.9, 0.2),
    Feeling.WORRIED: (-0.6, -1.3),
    Feeling.ANGRY: (0.7, 1.5),
    Feeling.SAD: (-0.2, -1.5),
    Feeling.THINKING: (-0.5, 0.5),
    Feeling.PROUD: (-0.7, 0.0),
}
"""Lift of the brow, and how much its inner end dips."""


def draw_face(pen: Pen, look: Look, mood: Mood) -> None:
    """Everything inside the head's outline."""
    pen = pen.at(mood.facing * 2.0, 0)
    _blush(pen, look, mood)
    for side in (-1, 1):
        far = side == -mood.facing
        eye = pen.at(side * _EYE_APART * (0.92 if far else 1), _EYE_LEVEL, 0.94 if far else 1)
        _eye(eye, look, mood, side)
        _brow(pen, look, mood, side)
    _nose(pen, look, mood)
    _mouth(pen.at(mood.facing * 0.3, 6.6), look, mood)
    if look.age in (Age.OLD, Age.MIDDLE):
        _lines(pen, look)
    if mood.feeling in (Feeling.WORRIED, Feeling.SAD) and mood.facing >= 0:
        _sweat(pen.at(-9.4, -4.6))
    elif mood.feeling in (Feeling.WORRIED, Feeling.SAD):
        _sweat(pen.at(9.4, -4.6))


def _blush(pen: Pen, look: Look, mood: Mood) -> None:
    strength = 2 if look.woman or look.age is Age.CHILD or mood.feeling is Feeling.HAPPY else 1
    for side in (-1, 1):
        for _ in range(strength):
            pen.ellipse((side * (4.7 if side == mood.facing else 6.1), 5.0), 2.0, 1.15, _BLUSH)


def _eye(pen: Pen, look: Look, mood: Mood, side: int) -> None:
    if mood.feeling in (Feeling.HAPPY, Feeling.PROUD):
        pen.curve([(-1.9, 0.6), (-1.1, -0.9), (0, -1.35), (1.1, -0.9), (1.9, 0.6)], 0.75)
        return
    wide = 1.22 if mood.feeling is Feeling.SURPRISED else 1.0
    tall = wide * (1.15 if look.age is Age.CHILD or look.woman else 1.0)
    glance = 0.0 if mood.feeling is Feeling.SURPRISED else mood.facing * 0.45
    lift = -0.6 if mood.feeling is Feeling.THINKING else 0.0
    pen.ellipse((0, 0), 1.95 * wide, 2.4 * tall, WHITE)
    small = 0.72 if mood.feeling is Feeling.SURPRISED else 1.0
    pen.ellipse((glance, 0.15 + lift), 1.5 * small, 2.05 * small * tall, _iris(look))
    pen.ellipse((glance, 0.1 + lift), 1.05 * small, 1.5 * small * tall, INK)
    pen.ellipse((glance + 0.5, -0.75 + lift), 0.6, 0.65, WHITE)
    _lid(pen, look, side, wide, tall)


def _lid(pen: Pen, look: Look, side: int, wide: float, tall: float) -> None:
    top = -2.4 * tall
    lid = [(-1.95 * wide, top * 0.35), (-1.2, top * 0.9), (0, top), (1.2, top * 0.9)]
    pen.curve([*lid, (1.95 * wide, top * 0.35)], 0.72)
    if look.woman:
        pen.line([(side * 1.7 * wide, top * 0.5), (side * 2.8 * wide, top * 0.75)], 0.6)
    pen.curve(
        [(-1.0, 2.35 * tall), (0, 2.5 * tall), (1.0, 2.35 * tall)], 0.3, darker(look.skin, 0.4)
    )


def _iris(look: Look) -> Color:
    return mix(mix(look.hair_color, rgb("#6b3f2a"), 0.75), INK, 0.15)


def _brow(pen: Pen, look: Look, mood: Mood, side: int) -> None:
    lift, dip = _BROWS[mood.feeling]
    if mood.feeling is Feeling.THINKING and side == (mood.facing or 1):
        lift -= 1.2
    level = -2.3 + lift
    inner, outer = (side * 2.4, level + dip), (side * 6.2, level + 0.5 - dip * 0.35)
    middle = ((inner[0] + outer[0]) / 2, min(inner[1], outer[1]) - 0.45 + abs(dip) * 0.2)
    ink = mix(look.hair_color, INK, 0.45)
    pen.curve([inner, middle, outer], 0.62 if look.woman else 0.9, ink)


def _nose(pen: Pen, look: Look, mood: Mood) -> None:
    side = mood.facing or 1
    ink = darker(look.skin, 0.45)
    pen.curve([(side * 0.5, 3.2), (side * 1.05, 4.4), (side * 0.1, 4.6)], 0.42, ink)


def _mouth(pen: Pen, look: Look, mood: Mood) -> None:
    if mood.feeling is Feeling.SURPRISED:
        pen.ellipse((0, 0.7), 1.35, 1.9, _MOUTH, line=0.45)
    elif mood.talking and mood.feeling in (Feeling.WORRIED, Feeling.SAD, Feeling.ANGRY):
        _open_mouth(pen, [(-2.1, 1.6), (-1.2, -0.2), (0, -0.5), (1.2, -0.2), (2.1, 1.6), (0, 1.2)])
    elif mood.talking or mood.feeling is Feeling.HAPPY:
        _open_mouth(pen, [(-2.7, -0.7), (0, -0.25), (2.7, -0.7), (1.8, 1.7), (0, 2.5), (-1.8, 1.7)])
    elif mood.feeling in (Feeling.WORRIED, Feeling.SAD):
        pen.curve([(-1.9, 1.2), (-0.8, 0.2), (0.4, 0.7), (1.9, 1.1)], 0.5)
    elif mood.feeling is Feeling.ANGRY:
        pen.curve([(-1.9, 1.1), (0, 0.2), (1.9, 1.1)], 0.55)
    elif mood.feeling is Feeling.THINKING:
        pen.curve([(-1.2, 0.6), (0.2, 0.3), (1.4, 0.7)], 0.5)
    else:
        pen.curve([(-2.2, -0.2), (-1.1, 0.75), (0, 1.0), (1.1, 0.75), (2.2, -0.2)], 0.52)


def _open_mouth(pen: Pen, points: list[Point]) -> None:
    pen.shape(points, _MOUTH, line=0.42)
    lowest = max(y for _, y in points)
    pen.ellipse((0, lowest - 0.65), 1.1, 0.55, _TONGUE)


def _lines(pen: Pen, look: Look) -> None:
    ink = darker(look.skin, 0.3)
    for side in (-1, 1):
        pen.curve([(side * 3.2, 4.9), (side * 3.8, 6.1), (side * 3.7, 7.0)], 0.32, ink)
        if look.age is Age.OLD:
            pen.curve([(side * 2.6, 5.0), (side * 4.2, 5.3), (side * 5.6, 4.7)], 0.28, ink)


def _sweat(pen: Pen) -> None:
    pen.shape([(0, -2.2), (1.1, 0.2), (0, 1.3), (-1.1, 0.2)], _SWEAT, line=0.35)
