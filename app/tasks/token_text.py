"""The text of one attempt as far as it is known: what all readers of its tokens share."""

import asyncio
from dataclasses import dataclass

_MOST_CHARACTERS = 1_000_000  # of one text in memory; what is longer is shown by its end


@dataclass(frozen=True)
class Piece:
    """A stretch of text. ``part`` counts the tries within an attempt, ``at`` is where it begins."""

    part: int
    at: int
    text: str


class TokenText:
    """Grows at its end only, without holes. A reader keeps its place in it, so a slow one is free.

    A piece that is known already adds nothing, one that leaves a hole is not taken.
    """

    def __init__(self, key: str, attempt: int) -> None:
        """``key`` is its stream in Redis."""
        self.key = key
        self.attempt = attempt
        self.part = 0
        self.text = ""
        self.read_until = "0-0"
        self._changed = asyncio.get_running_loop().create_future()

    @property
    def changed(self) -> "asyncio.Future[None]":
        """Done at the next change; never awaited alone, never cancelled."""
        return self._changed

    def add(self, piece: Piece) -> None:
        """Take what is new in it."""
        if piece.part > self.part:
            self.part, self.text = piece.part, ""
            self._tell()
        new = self._new_in(piece)
        if new and len(self.text) + len(new) <= _MOST_CHARACTERS:
            self.text += new
            self._tell()

    def _new_in(self, piece: Piece) -> str:
        known = len(self.text) - piece.at
        return piece.text[known:] if piece.part == self.part and known >= 0 else ""

    def _tell(self) -> None:
        told, self._changed = self._changed, asyncio.get_running_loop().create_future()
        told.set_result(None)
