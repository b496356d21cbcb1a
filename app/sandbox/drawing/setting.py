"""Where the props of a scene go, so that they stand beside people and not before their faces."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.sandbox.drawing.camera import Framing
from app.sandbox.drawing.figure.mood import Gesture
from app.sandbox.drawing.props.catalog import PROPS, Spot
from app.sandbox.drawing.reading.scene import Person, Shot

_COMMON_WIDTH = 25.0
_FLOOR_LINE = 99.0


@dataclass(frozen=True)
class Placement:
    """A prop, its foot, and the size of its units."""

    name: str
    x: float
    y: float
    scale: float


@dataclass
class Setting:
    """``table`` is the height of a table top before the people, None without one."""

    behind: list[Placement] = field(default_factory=list)
    on_table: list[Placement] = field(default_factory=list)
    held: str | None = None
    table: float | None = None


@dataclass(frozen=True)
class _Slots:
    """Free places as shares of the width, and how wide they are in units."""

    floor: tuple[float, ...]
    air: tuple[tuple[float, float], ...]
    table: tuple[float, ...]
    room: float


_NEAR = {
    1: _Slots((0.16, 0.85), ((0.16, 62), (0.84, 62)), (0.2, 0.8), 32),
    2: _Slots((0.5,), ((0.5, 61),), (0.5, 0.22, 0.78), 24),
    3: _Slots((0.335, 0.667), ((0.335, 50), (0.667, 50)), (0.335, 0.667), 16),
}
_FAR = {
    1: _Slots((0.22, 0.78), ((0.22, 56), (0.78, 56)), (0.34, 0.66), 34),
    2: _Slots((0.5, 0.06, 0.94), ((0.5, 56),), (0.5,), 24),
    3: _Slots((0.335, 0.667), ((0.335, 50), (0.667, 50)), (0.335, 0.667), 17),
}
_OVER = _Slots((0.5,), ((0.46, 56),), (0.56, 0.86), 22)
_APART = 0.16
"""Less than this share of the width between two props on the ground, and one hides the other."""


def furnish(
    props: Sequence[str],
    people: Sequence[Person],
    shot: Shot,
    shown: Framing,
    width: float,
    *,
    indoors: bool,
) -> Setting:
    """Each prop at its first free place; what finds none is left out."""
    slots = _slots(shot, people)
    room = slots.room * min(1.0, width / 100) / _COMMON_WIDTH
    setting = Setting(held=_held(props, people))
    named = [(name, PROPS[name]) for name in props if name != setting.held]
    at_table = indoors and shot not in (Shot.WIDE, Shot.HIGH)
    if at_table and any(prop.spot is Spot.TABLE for _, prop in named):
        setting.table = 95.0 if shot is Shot.CLOSE else 91.0
    air, taken = list(slots.air), list[float]()
    for name, prop in named:
        scale = min(prop.size * shown.prop_scale, room)
        if prop.spot is Spot.AIR:
            if air:
                place = air.pop(0)
                size = min(scale, 1.15) * 0.95
                setting.behind.append(Placement(name, place[0] * width, place[1], size))
            continue
        on_table = setting.table is not None and prop.spot is Spot.TABLE
        choice = slots.table if on_table else slots.floor
        free = [x for x in choice if all(abs(x - other) > _APART for other in taken)]
        if not free:
            continue
        x = free[0]
        taken.append(x)
        if on_table and setting.table:
            setting.on_table.append(Placement(name, x * width, setting.table + 2, scale * 0.9))
        else:
            setting.behind.append(Placement(name, x * width, setting.table or _FLOOR_LINE, scale))
    return setting


def _held(props: Sequence[str], people: Sequence[Person]) -> str | None:
    if not any(person.mood.gesture is Gesture.HOLDING for person in people):
        return None
    return next((name for name in props if PROPS[name].spot is Spot.TABLE), None)


def _slots(shot: Shot, people: Sequence[Person]) -> _Slots:
    """For one person those first that the gesturing arm leaves free."""
    if shot is Shot.OVER and len(people) == 2:
        return _OVER
    slots = (_FAR if shot in (Shot.WIDE, Shot.HIGH) else _NEAR)[len(people)]
    if len(people) == 1 and people[0].mood.facing < 0:
        return _Slots(slots.floor[::-1], slots.air[::-1], slots.table[::-1], slots.room)
    return slots
