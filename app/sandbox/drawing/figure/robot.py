"""A robot as one of the cast. Same origin and height as a person."""

from dataclasses import replace

from app.sandbox.drawing.colors import INK, darker, lighter, rgb
from app.sandbox.drawing.figure.arms import hand_at
from app.sandbox.drawing.figure.look import Look
from app.sandbox.drawing.figure.mood import Feeling, Gesture, Mood
from app.sandbox.drawing.pen import Pen

_SHELL = rgb("#e8edf4")
_JOINT = rgb("#8b95a8")
_SCREEN = rgb("#22324a")
_GLOW = rgb("#7fe3ff")
_LINE = 0.55


def draw_robot(pen: Pen, look: Look, mood: Mood) -> None:
    """Round-headed, with a face on a screen."""
    for side in (-1, 1):
        pen.tube([(side * 4.6, -20), (side * 4.8, -3)], 4.4, _JOINT, _LINE)
        pen.box(side * 5 - 4.2, -5, side * 5 + 4.2, 0, _SHELL, radius=2, line=_LINE)
    pen.box(-3, -50, 3, -43, _JOINT, line=_LINE)
    pen.box(-11, -46, 11, -18, _SHELL, radius=7, line=_LINE)
    pen.box(-6, -40, 6, -30, lighter(look.color, 0.2), radius=2.4, line=0.45)
    pen.ellipse((0, -35), 2.4, 2.4, lighter(look.color, 0.75))
    _head(pen.at(0, -58), look, mood)
    for side in (-1, 1):
        hand = hand_at(_simple(mood), side)
        elbow = (side * 14.5, (-41 + hand[1]) / 2 + 1.5)
        pen.tube([(side * 11, -41), elbow, hand], 3.6, _JOINT, _LINE)
        pen.ellipse((side * 11, -41), 3.4, 3.4, look.color, line=_LINE)
        pen.ellipse(hand, 3.0, 3.0, _SHELL, line=_LINE)


def _simple(mood: Mood) -> Mood:
    """Its arms don't fold."""
    folded = (Gesture.CROSSED, Gesture.WORRIED, Gesture.THINKING)
    return replace(mood, gesture=Gesture.RELAXED) if mood.gesture in folded else mood


def _head(pen: Pen, look: Look, mood: Mood) -> None:
    pen.line([(0, -10), (0, -14.5)], 0.9, _JOINT)
    pen.ellipse((0, -15.4), 1.7, 1.7, look.color, line=0.45)
    for side in (-1, 1):
        pen.ellipse((side * 11.6, 0), 2.2, 3.4, look.color, line=_LINE)
    pen.box(-11.4, -10.6, 11.4, 9.8, _SHELL, radius=8, line=_LINE)
    pen.box(-8.8, -6.6, 8.8, 6.4, _SCREEN, radius=5, line=0.45, ink=darker(_JOINT, 0.4))
    face = pen.at(mood.facing * 1.6, 0)
    _eyes(face, mood)
    if mood.talking or mood.feeling is Feeling.HAPPY:
        face.shape([(-2.4, 2.2), (0, 2.5), (2.4, 2.2), (0, 4.6)], _GLOW)
    elif mood.feeling is Feeling.SURPRISED:
        face.ellipse((0, 3.4), 1.3, 1.5, _GLOW)
    else:
        face.curve([(-2, 2.9), (0, 3.7), (2, 2.9)], 0.7, _GLOW)


def _eyes(pen: Pen, mood: Mood) -> None:
    for side in (-1, 1):
        if mood.feeling is Feeling.HAPPY:
            arc = [(side * 3.8 - 1.7, -0.6), (side * 3.8, -2.6), (side * 3.8 + 1.7, -0.6)]
            pen.curve(arc, 0.9, _GLOW)
            continue
        down = 2.9 if mood.feeling is Feeling.SURPRISED else 2.3
        pen.ellipse((side * 3.8, -1.2), 1.7, down, _GLOW)
        pen.ellipse((side * 3.8 + 0.5, -2.0), 0.5, 0.7, INK)
