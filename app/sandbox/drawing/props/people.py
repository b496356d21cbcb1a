"""Small people beside the speakers. Origin: the middle of the foot; about 20 high."""

from app.sandbox.drawing.figure.figure import draw_figure
from app.sandbox.drawing.figure.look import look_of
from app.sandbox.drawing.figure.mood import Feeling, Gesture, Mood
from app.sandbox.drawing.pen import Pen

_CHILDREN = (
    "a boy, bowl hair, yellow hoodie",
    "a girl, pigtails, red sweater",
)
_STUDENTS = (
    "a student in his teens, short black hair, navy uniform",
    "a student girl in her teens, ponytail, navy uniform",
)


def children(pen: Pen) -> None:
    """A boy and a girl."""
    _pair(pen, _CHILDREN, 0.3)


def students(pen: Pen) -> None:
    """Two in uniform."""
    _pair(pen, _STUDENTS, 0.32)


def elder(pen: Pen) -> None:
    """A grandmother."""
    look = look_of("grandmother, gray bun hair, purple cardigan")
    draw_figure(pen.at(0, 0, 0.32), look, Mood(Feeling.HAPPY, Gesture.RELAXED, 1))


def _pair(pen: Pen, descriptions: tuple[str, str], scale: float) -> None:
    for at, description in enumerate(descriptions):
        side = 2 * at - 1
        mood = Mood(Feeling.HAPPY, Gesture.RELAXED, -side)
        draw_figure(pen.at(side * 5.2, 0, scale), look_of(description), mood)
