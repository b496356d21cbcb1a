"""Finds places for bodies: a beam search over positions, judged as a letterer would."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.services.lettering.body import Body, bodies
from app.services.lettering.bubble import Box, Point
from app.services.lettering.frame import Frame
from app.services.lettering.speech import Speech

_BEAM = 10
_UPPER_ZONE = 0.36
"""Bubbles above this share of the height cost nothing; faces begin below it."""

_LOWER_ZONE = 0.71
"""Below this share of the height there are no faces any more."""

_FACE_COVER_LIMIT = 0.3
_PLEASANT_ASPECT = 2.0


@dataclass(frozen=True)
class Placed:
    """A speech set in a body at a place."""

    speech: Speech
    body: Body
    box: Box


@dataclass(frozen=True)
class Arrangement:
    """Placed speeches in reading order; the lower the cost the better it reads."""

    placed: tuple[Placed, ...]
    cost: float


def arrange(frame: Frame, speeches: Sequence[Speech], font_size: int) -> Arrangement | None:
    """The best arrangement at one font size, None when the picture has no room for all."""
    beam = [Arrangement((), 0.0)]
    widest = frame.width - 2 * frame.margin
    for speech in speeches:
        settings = list(bodies(speech, font_size, widest))
        grown = [
            Arrangement((*partial.placed, placed), partial.cost + _cost(frame, placed, partial))
            for partial in beam
            for placed in _places(frame, speech, settings, partial.placed)
        ]
        beam = sorted(grown, key=lambda arrangement: arrangement.cost)[:_BEAM]
    return beam[0] if beam else None


def _places(
    frame: Frame, speech: Speech, settings: list[Body], before: tuple[Placed, ...]
) -> Iterator[Placed]:
    for body in settings:
        for left in _lefts(frame, speech, body, before):
            for top in _tops(frame, body, left, before):
                box = Box(left, top, left + body.width, top + body.height)
                if box.bottom <= frame.height - frame.margin and _spares_faces(frame, box):
                    yield Placed(speech, body, box)


def _lefts(frame: Frame, speech: Speech, body: Body, before: tuple[Placed, ...]) -> Iterator[float]:
    first, last = frame.margin, frame.width - frame.margin - body.width
    yield first
    yield last
    if speech.position is not None:
        yield min(max(frame.head(speech.position).x - body.width / 2, first), last)
    if before and before[-1].box.right + frame.gap < last:
        yield before[-1].box.right + frame.gap


def _tops(frame: Frame, body: Body, left: float, before: tuple[Placed, ...]) -> Iterator[float]:
    """As high as reading order allows, and in the lower zone."""
    top = frame.margin
    for other in before:
        beside = left >= other.box.right + frame.gap
        top = max(top, other.box.top if beside else other.box.bottom + frame.gap)
    yield top
    zone = _LOWER_ZONE * frame.height
    if top < zone:
        yield zone
        yield max(zone, frame.height - 2 * frame.margin - body.height)


def _spares_faces(frame: Frame, box: Box) -> bool:
    return all(box.overlap(face) <= _FACE_COVER_LIMIT * _area(face) for face in frame.faces)


def _cost(frame: Frame, placed: Placed, partial: Arrangement) -> float:
    box = placed.box
    cover = sum(box.overlap(face) / _area(face) for face in frame.faces)
    aspect = abs(math.log(box.width / box.height / _PLEASANT_ASPECT))
    return 12 * cover + 0.4 * aspect + _depth(frame, box) + _distance(frame, placed, partial)


def _depth(frame: Frame, box: Box) -> float:
    if box.top >= _LOWER_ZONE * frame.height:
        return 1.7
    return 6 * max(0.0, box.bottom / frame.height - _UPPER_ZONE)


def _distance(frame: Frame, placed: Placed, partial: Arrangement) -> float:
    """How hard it is to see who speaks."""
    if placed.speech.position is None:
        return 0.5 * placed.box.left / frame.width
    head = frame.head(placed.speech.position)
    aside = abs(placed.box.center.x - head.x) / frame.width
    blocked = sum(_between(placed.box.center, head, other.box) for other in partial.placed)
    blocking = sum(
        _between(other.box.center, frame.head(other.speech.position), placed.box)
        for other in partial.placed
        if other.speech.position is not None
    )
    return 1.5 * aside + 0.9 * (blocked + blocking)


def _between(start: Point, end: Point, box: Box) -> bool:
    """Whether the straight way from ``start`` to ``end`` leads through ``box``."""
    steps = (step / 12 for step in range(1, 12))
    way = (Point(start.x + t * (end.x - start.x), start.y + t * (end.y - start.y)) for t in steps)
    return any(box.left < x < box.right and box.top < y < box.bottom for x, y in way)


def _area(box: Box) -> float:
    return box.width * box.height
