"""A whole person. Origin: between the feet; an adult is about 70 high."""

from app.sandbox.drawing.colors import darker, rgb
from app.sandbox.drawing.figure.arms import draw_arm, leading_side
from app.sandbox.drawing.figure.extras import draw_headphones, draw_worn
from app.sandbox.drawing.figure.hair import draw_back_hair
from app.sandbox.drawing.figure.head import draw_head
from app.sandbox.drawing.figure.look import Age, Look
from app.sandbox.drawing.figure.mood import Gesture, Mood
from app.sandbox.drawing.figure.outfit import Build, draw_torso
from app.sandbox.drawing.figure.robot import draw_robot
from app.sandbox.drawing.pen import Pen

HEAD_LEVEL = -58.0
_LINE = 0.5
_SHOE = rgb("#3a3640")
_CHILD_SCALE = 0.82


def draw_figure(pen: Pen, look: Look, mood: Mood) -> None:
    """From behind to front: far arm, legs, torso, head, near arm."""
    if look.robot:
        draw_robot(pen, look, mood)
        return
    body = pen.at(0, 0, _CHILD_SCALE) if look.age is Age.CHILD else pen
    build = _build(look)
    near = leading_side(mood)
    head_scale = 1.26 if look.age is Age.CHILD else 1.14
    head = body.at(mood.facing * 0.7, HEAD_LEVEL, head_scale)
    draw_back_hair(head, look, mood.facing)
    behind = mood.gesture in (Gesture.POINTING, Gesture.CHEERING, Gesture.PRESENTING)
    if behind:
        draw_arm(body, look, mood, -near, build.shoulder)
    _legs(body, look, build)
    _neck(body, look)
    draw_torso(body, look, build)
    draw_worn(body, look)
    draw_head(head, look, mood)
    if "headphones" in look.extras:
        draw_headphones(head)
    if not behind:
        draw_arm(body, look, mood, -near, build.shoulder)
    draw_arm(body, look, mood, near, build.shoulder)


def head_level(look: Look) -> float:
    """How high the head's centre is above the feet."""
    return HEAD_LEVEL * (_CHILD_SCALE if look.age is Age.CHILD else 1.0)


def _build(look: Look) -> Build:
    if look.age is Age.CHILD:
        return Build(8.2, 6.4, 7.0)
    return Build(8.8, 5.9, 7.4) if look.woman else Build(10.4, 7.4, 7.8)


def _neck(pen: Pen, look: Look) -> None:
    pen.box(-2.7, -50, 2.7, -45, darker(look.skin, 0.1), line=0.45)


def _legs(pen: Pen, look: Look, build: Build) -> None:
    bare = look.outfit in ("dress", "hanbok")
    color = look.skin if bare else _trousers(look)
    for side in (-1, 1):
        hip = (side * (build.hip - 3.6), -20.0)
        pen.tube([hip, (side * 3.9, -11), (side * 4.0, -2.6)], 5.0 if bare else 6.2, color, _LINE)
        shoe = [(side * 1.4, -3.2), (side * 6.4, -3.2), (side * 8.2, -0.4), (side * 1.2, -0.2)]
        pen.shape(shoe, _SHOE, line=0.4)


def _trousers(look: Look) -> tuple[int, int, int]:
    if look.outfit == "suit":
        return darker(look.color, 0.15)
    if look.outfit == "overalls":
        return rgb("#4d6d9e")
    if look.outfit == "uniform":
        return rgb("#2b3858")
    if look.outfit == "scrubs":
        return rgb("#4fa695")
    if look.outfit == "spacesuit":
        return rgb("#e9ecf3")
    return look.second
