"""Arms: two bones from shoulder to hand, and where each gesture puts the hands."""

import math

from app.sandbox.drawing.colors import Color, darker
from app.sandbox.drawing.figure.look import Look
from app.sandbox.drawing.figure.mood import Gesture, Mood
from app.sandbox.drawing.figure.outfit import bare_forearms, sleeve_color
from app.sandbox.drawing.pen import Pen, Point

_UPPER = 11.6
_LOWER = 11.0
_THICK = 4.5
_LINE = 0.5

_HANDS: dict[Gesture, tuple[Point, Point]] = {
    Gesture.RELAXED: ((10.4, -22), (10.4, -22)),
    Gesture.TALKING: ((15.2, -35.5), (10.2, -22.5)),
    Gesture.POINTING: ((21.5, -43), (9.8, -22.5)),
    Gesture.CHEERING: ((15.5, -62), (15.5, -62)),
    Gesture.STARTLED: ((15.0, -50), (15.0, -50)),
    Gesture.THINKING: ((3.8, -46.6), (1.0, -33)),
    Gesture.WORRIED: ((1.6, -35), (-1.2, -34)),
    Gesture.PRESENTING: ((18.5, -37), (11.5, -24)),
    Gesture.WAVING: ((16.5, -57), (10.4, -22)),
    Gesture.HOLDING: ((9.4, -39.5), (4.4, -32)),
    Gesture.CROSSED: ((-4.6, -34.5), (-5.0, -32.5)),
    Gesture.TYPING: ((6.5, -29), (6.5, -29)),
}
"""Hands of the leading and of the other arm, on the leading arm's side."""


def leading_side(mood: Mood) -> int:
    """The arm that gestures: the one towards whom is faced."""
    return mood.facing or 1


def hand_at(mood: Mood, side: int) -> Point:
    """Where the hand of ``side`` is."""
    leading, other = _HANDS[mood.gesture]
    x, y = leading if side == leading_side(mood) else other
    return side * x, y


def draw_arm(pen: Pen, look: Look, mood: Mood, side: int, shoulder: float) -> None:
    """From the shoulder to the hand."""
    start = (side * (shoulder - 1.6), -42.0)
    hand = hand_at(mood, side)
    elbow, hand = _bones(start, hand, side)
    sleeve = sleeve_color(look)
    wrist = _towards(hand, elbow, 1.6)
    if bare_forearms(look):
        pen.tube([start, elbow, wrist], _THICK - 1.0, look.skin, _LINE)
        pen.tube([start, _towards(start, elbow, 5.5)], _THICK + 0.6, sleeve, _LINE)
        _join_torso(pen, start, side, _THICK + 0.6, sleeve)
    else:
        pen.tube([start, elbow, wrist], _THICK, sleeve, _LINE)
        _join_torso(pen, start, side, _THICK, sleeve)
        cuff = _towards(wrist, elbow, 0.8)
        pen.line([cuff, wrist], _THICK, darker(sleeve, 0.12))
    _hand(pen, look, mood, hand, elbow, side)


def _join_torso(pen: Pen, start: Point, side: int, thick: float, sleeve: Color) -> None:
    """Paint over the outline where the sleeve meets the torso."""
    inner = (start[0] - side * 1.1, start[1] + 0.5)
    pen.ellipse(inner, thick / 2 - 0.1, thick / 2 + 0.2, sleeve)


def _bones(start: Point, hand: Point, side: int) -> tuple[Point, Point]:
    """The elbow, bent outwards and down, and the hand brought within reach."""
    across, down = hand[0] - start[0], hand[1] - start[1]
    distance = max(0.1, math.hypot(across, down))
    reach = min(distance, _UPPER + _LOWER - 0.3)
    hand = (start[0] + across / distance * reach, start[1] + down / distance * reach)
    along = (reach**2 + _UPPER**2 - _LOWER**2) / (2 * reach)
    aside = math.sqrt(max(0.0, _UPPER**2 - along**2))
    unit = (across / distance, down / distance)
    middle = (start[0] + unit[0] * along, start[1] + unit[1] * along)
    bends = [
        (middle[0] - unit[1] * aside, middle[1] + unit[0] * aside),
        (middle[0] + unit[1] * aside, middle[1] - unit[0] * aside),
    ]
    return max(bends, key=lambda point: point[1] + 0.35 * side * point[0]), hand


def _towards(start: Point, end: Point, length: float) -> Point:
    distance = max(0.1, math.dist(start, end))
    share = min(1.0, length / distance)
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _hand(pen: Pen, look: Look, mood: Mood, hand: Point, elbow: Point, side: int) -> None:
    angle = math.degrees(math.atan2(hand[1] - elbow[1], hand[0] - elbow[0]))
    palm = pen.at(hand[0], hand[1], turn=angle)
    pointing = mood.gesture is Gesture.POINTING and side == leading_side(mood)
    if pointing:
        palm.tube([(0.5, 0), (4.6, 0)], 1.3, look.skin, 0.45)
    elif mood.gesture in (Gesture.TALKING, Gesture.PRESENTING, Gesture.WAVING, Gesture.STARTLED):
        for spread in (-26, -4, 18):
            palm.at(1.2, 0, turn=spread).tube([(0, 0), (2.6, 0)], 1.1, look.skin, 0.42)
    palm.ellipse((0, 0), 2.4, 2.1, look.skin, line=0.45)
    if not pointing:
        thumb = -1 if side > 0 else 1
        palm.tube([(0.2, thumb * 1.2), (1.6, thumb * 2.2)], 0.9, look.skin, 0.38)
        palm.ellipse((0, 0), 2.1, 1.8, look.skin)
