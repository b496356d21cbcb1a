"""Letters a finished picture: its dialogue as speech bubbles."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.comic import DialogueLine
from app.services.lettering.bubble import Bubble


@dataclass(frozen=True)
class LetteredPanel:
    """The lettered PNG. It is taller than the picture only when the text needed a caption below."""

    png: bytes
    width: int
    height: int
    bubbles: tuple[Bubble, ...]


def letter_panel(
    image: bytes, lines: Sequence[DialogueLine], speakers: Sequence[str]
) -> LetteredPanel:
    """Draw ``lines`` onto ``image``; ``speakers`` are those in the picture, left to right.

    Blocking: call it through ``asyncio.to_thread``.
    """
    raise NotImplementedError
