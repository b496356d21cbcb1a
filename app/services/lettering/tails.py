"""Where a balloon's tail goes: short, towards the speaker, through no other bubble."""

from collections.abc import Sequence

from app.services.lettering.arrangement import Placed
from app.services.lettering.body import edge_height
from app.services.lettering.bubble import Box, Point
from app.services.lettering.frame import Frame

_LONGEST = 0.12
_SHORTEST = 0.016
"""Shares of the picture's shorter side."""

_STOPS_BEFORE_FACE = 0.14
_ROOM_FOR_TAIL = 0.22
"""How near to a side of the balloon a tail may start, as a share of its width."""


def tail_root(box: Box, tip: Point) -> Point:
    """Where the tail to ``tip`` leaves the balloon's edge."""
    room = _ROOM_FOR_TAIL * box.width
    x = min(max(tip.x, box.left + room), box.right - room)
    height = edge_height(box, x)
    return Point(x, box.center.y + (height if tip.y > box.center.y else -height))


def tail_tip(frame: Frame, placed: Placed, others: Sequence[Box]) -> Point | None:
    """As near to the speaker as others allow; None for a caption or when there is no room."""
    if placed.speech.position is None:
        return None
    head = frame.head(placed.speech.position)
    root = tail_root(placed.box, head)
    across, down = head.x - root.x, head.y - root.y
    distance = max(1.0, (across**2 + down**2) ** 0.5)
    reach = min(_LONGEST * frame.unit, distance - _STOPS_BEFORE_FACE * frame.unit)
    shortest = _SHORTEST * frame.unit
    length = max(reach, shortest)
    while length >= shortest:
        tip = Point(root.x + across / distance * length, root.y + down / distance * length)
        if _free(frame, root, tip, others):
            return tip
        length *= 0.8
    return None


def _free(frame: Frame, root: Point, tip: Point, others: Sequence[Box]) -> bool:
    inside = 2 <= tip.x <= frame.width - 2 and 2 <= tip.y <= frame.height - 2
    steps = [step / 6 for step in range(7)]
    way = [Point(root.x + t * (tip.x - root.x), root.y + t * (tip.y - root.y)) for t in steps]
    return inside and not any(
        box.left < x < box.right and box.top < y < box.bottom
        for box in (other.grown(frame.gap / 3) for other in others)
        for x, y in way
    )
