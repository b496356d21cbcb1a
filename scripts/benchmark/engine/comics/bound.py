"""The shortest time in which comics can be made, given what the models take and how many calls at a
time they allow.

A comic's graph is a line: its C chats follow one another (c seconds each), then its P panels are
drawn (i seconds each), as many at a time as the image server allows. Nothing else is counted: no
search, no page, no lettering, no database. So, with chat slots S and image slots I:

    one      = C·c + ⌈P / I⌉·i                 a comic alone
    painting = C·c + ⌈N·P / I⌉·i               nothing is drawn before some comic's last chat
    thinking = ⌈N·C / S⌉·c + ⌈P / I⌉·i         the last comic's panels follow its last chat

No schedule of N comics ends before the greatest of the three.
"""

from dataclasses import dataclass
from math import ceil


@dataclass(frozen=True)
class ModelTimes:
    """The calls of one comic, and how long one takes when the server does nothing else."""

    chats: int
    chat_seconds: float
    panels: int
    panel_seconds: float


@dataclass(frozen=True)
class Slots:
    """Calls that may be under way at the same time, over all processes."""

    chat: int
    image: int


def shortest_seconds(comics: int, times: ModelTimes, slots: Slots) -> float:
    """From the first comic's acceptance to the last one's end."""
    thought = times.chats * times.chat_seconds
    drawn = ceil(times.panels / slots.image) * times.panel_seconds
    painting = thought + ceil(comics * times.panels / slots.image) * times.panel_seconds
    thinking = ceil(comics * times.chats / slots.chat) * times.chat_seconds + drawn
    return max(thought + drawn, painting, thinking)
