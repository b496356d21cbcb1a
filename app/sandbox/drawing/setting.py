"""Where the props of a scene go, so that they stand beside people and not before their faces."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.sandbox.drawing.camera import Framing
from app.sandbox.drawing.props.catalog import PROPS, Prop, Spot
from app.sandbox.drawing.reading.scene import Shot

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
    1: _Slots((0.16, 0.85), ((0.84, 62), (0.16, 62)), (0.22, 0.78), 32),
    2: _Slots((0.5,), ((0.5, 61),), (0.5, 0.22, 0.78), 24),
    3: _Slots((0.335, 0.667), ((0.335, 50), (0.667, 50)), (0.335, 0.667), 16),
}
_FAR = {
    1: _Slots((0.2, 0.8), ((0.78, 58), (0.22, 58)), (0.34, 0.66), 34),
    2: _Slots((0.5, 0.06, 0.94), ((0.5, 56),), (0.5,), 24),
    3: _Slots((0.335, 0.667), ((0.335, 50), (0.667, 50)), (0.335, 0.667), 17),
}
_OVER = _Slots((0.5,), ((0.46, 56),), (0.56, 0.86), 22)


def furnish(
    props: Sequence[str],
    people: int,
    shot: Shot,
    shown: Framing,
    width: float,
    *,
    indoors: bool,
    holding: bool,
) -> Setting:
    """Each prop at its first free place; what finds none is left out."""
    slots = _slots(shot, people)
    free = {Spot.FLOOR: list(slots.floor), Spot.TABLE: list(slots.table)}
    air, setting = list(slots.air), Setting()
    room = slots.room * min(1.0, width / 100) / _COMMON_WIDTH
    named = [(name, PROPS[name], min(PROPS[name].size * shown.prop_scale, room)) for name in props]
    at_table = indoors and shot not in (Shot.WIDE, Shot.HIGH)
    if holding:
        setting.held = next((name for name, prop, _ in named if prop.spot is Spot.TABLE), None)
    if at_table and any(_on_table(name, prop, setting) for name, prop, _ in named):
        setting.table = 95.0 if shot is Shot.CLOSE else 91.0
    foot = setting.table or _FLOOR_LINE
    for name, prop, scale in named:
        if name == setting.held:
            continue
        if prop.spot is Spot.AIR and air:
            x, y = air.pop(0)
            setting.behind.append(Placement(name, x * width, y, min(scale, 1.15) * 0.95))
        elif setting.table and prop.spot is Spot.TABLE and free[Spot.TABLE]:
            x = free[Spot.TABLE].pop(0)
            setting.on_table.append(Placement(name, x * width, setting.table + 2, scale * 0.9))
        elif prop.spot is not Spot.AIR and free[Spot.FLOOR]:
            x = free[Spot.FLOOR].pop(0)
            setting.behind.append(Placement(name, x * width, foot, scale))
    return setting


def _slots(shot: Shot, people: int) -> _Slots:
    if shot is Shot.OVER and people == 2:
        return _OVER
    return (_FAR if shot in (Shot.WIDE, Shot.HIGH) else _NEAR)[people]


def _on_table(name: str, prop: Prop, setting: Setting) -> bool:
    return prop.spot is Spot.TABLE and name != setting.held
