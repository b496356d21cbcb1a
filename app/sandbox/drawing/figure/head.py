"""The head: its outline, hair, face, and what is worn on it."""

from app.sandbox.drawing.colors import WHITE, darker, lighter, rgb
from app.sandbox.drawing.figure.face import draw_face
from app.sandbox.drawing.figure.hair import draw_front_hair
from app.sandbox.drawing.figure.hats import draw_hat
from app.sandbox.drawing.figure.look import Age, Look
from app.sandbox.drawing.figure.mood import Mood
from app.sandbox.drawing.pen import Pen, Point

_LINE = 0.5
_GLASS = rgb("#3d3b4a")

_JAWS: dict[str, list[Point]] = {
    "woman": [(9.3, 1.8), (7.0, 7.0), (2.6, 10.0), (0, 10.4)],
    "man": [(9.3, 2.2), (7.9, 7.4), (3.6, 10.2), (0, 10.6)],
    "child": [(9.6, 2.6), (8.2, 7.0), (3.4, 9.6), (0, 9.8)],
}


def draw_head(pen: Pen, look: Look, mood: Mood) -> None:
    """Origin: the head's centre. What hangs behind the shoulders is drawn before them."""
    for side in (-1, 1):
        ear = pen.at(side * 9.3 - mood.facing * 0.7, 2.0)
        ear.ellipse((0, 0), 1.7, 2.3, look.skin, line=_LINE)
        ear.curve([(side * 0.5, -0.9), (-side * 0.3, 0), (side * 0.3, 0.9)], 0.3, darker(look.skin))
    pen.shape(_outline(look), look.skin, line=_LINE)
    _fringe_shadow(pen, look)
    if look.beard:
        _beard(pen, look)
    draw_face(pen, look, mood)
    if look.glasses:
        _glasses(pen.at(mood.facing * 2.0, 1.9), mood.facing)
    draw_front_hair(pen, look, mood.facing)
    if look.hat:
        draw_hat(pen, look)


def _outline(look: Look) -> list[Point]:
    kind = "child" if look.age is Age.CHILD else "woman" if look.woman else "man"
    right: list[Point] = [(0, -10.4), (6.3, -8.8), (9.2, -3.6), *_JAWS[kind]]
    return [*right, *((-x, y) for x, y in reversed(right[1:-1]))]


def _fringe_shadow(pen: Pen, look: Look) -> None:
    if look.hair == "bald":
        return
    points = [(-9.0, -3.0), (-8.2, -0.2), (-3, -1.6), (3, -1.6), (8.2, -0.2), (9.0, -3.0), (0, -9)]
    pen.shape(points, (*darker(look.skin, 0.35), 70))


def _beard(pen: Pen, look: Look) -> None:
    right: list[Point] = [(9.0, 1.5), (7.9, 7.4), (3.6, 11.2), (0, 11.8)]
    left = [(-x, y) for x, y in reversed(right[:-1])]
    inner: list[Point] = [(-6.6, 3.6), (-4.0, 5.6), (0, 4.9), (4.0, 5.6), (6.6, 3.6)]
    pen.shape([*right, *left, *inner], look.hair_color, line=0.4)
    pen.ellipse((0, 7.4), 2.9, 1.9, look.skin)


def _glasses(pen: Pen, facing: int) -> None:
    for side in (-1, 1):
        across = 3.1 if side != -facing else 2.8
        pen.ellipse((side * 4.2, 0.1), across, 3.1, (*WHITE, 28))
        pen.ellipse((side * 4.2, 0.1), across, 3.1, None, line=0.55, ink=_GLASS)
        pen.line([(side * 7.2, -0.4), (side * (8.9 - side * facing), -0.9)], 0.5, _GLASS)
    pen.curve([(-1.2, -0.3), (0, -0.8), (1.2, -0.3)], 0.5, _GLASS)
    pen.line([(-5.2, -1.3), (-4.3, -2.0)], 0.45, lighter(_GLASS, 0.8))
