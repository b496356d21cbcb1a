"""One message of a conversation."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Turn:
    """``pictures`` are files in any format."""

    role: str
    text: str
    pictures: tuple[bytes, ...] = ()
