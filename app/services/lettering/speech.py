"""Dialogue lines made ready for setting: cleaned, assigned to who stands where, divisible."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.comic import DialogueLine
from app.services.lettering.bubble import BubbleKind
from app.services.lettering.frame import Frame
from app.services.lettering.text import drawable
from app.services.lettering.wrapping import NEVER_FIRST

_SENTENCE_END = frozenset(".!?…。！？")
_CLAUSE_END = frozenset(",;:，、·")
_NARRATORS = frozenset(
    {
        "내레이션",
        "나레이션",
        "내레이터",
        "나레이터",
        "해설",
        "자막",
        "narration",
        "narrator",
        "caption",
    }
)


@dataclass(frozen=True)
class Speech:
    """One bubble's worth of a line. ``position`` is None for a voice from outside the picture."""

    line: int
    part: int
    speaker: str
    text: str
    position: int | None

    @property
    def kind(self) -> BubbleKind:
        """Only who is in the picture gets a balloon with a tail."""
        return BubbleKind.CAPTION if self.position is None else BubbleKind.SPEECH

    @property
    def label(self) -> str | None:
        """The name on a caption, but for the narrator's."""
        narrated = "".join(self.speaker.casefold().split()) in _NARRATORS
        return None if self.kind is BubbleKind.SPEECH or narrated else self.speaker


def speeches(lines: Sequence[DialogueLine], frame: Frame) -> list[Speech]:
    """One Speech per line, in order."""
    return [
        Speech(index, 0, drawable(line.speaker), drawable(line.text), frame.position(line.speaker))
        for index, line in enumerate(lines)
    ]


def divided(all_speeches: Sequence[Speech], at: int) -> list[Speech]:
    """The same words with speech ``at`` cut in two; unchanged when it is a single word."""
    speech = all_speeches[at]
    head, tail = _halves(speech.text)
    if not tail:
        return list(all_speeches)
    later = [
        replace(other, part=other.part + 1) if other.line == speech.line else other
        for other in all_speeches[at + 1 :]
    ]
    first = replace(speech, text=head)
    second = replace(speech, text=tail, part=speech.part + 1)
    return [*all_speeches[:at], first, second, *later]


def _halves(text: str) -> tuple[str, str]:
    """Cut at the space nearest the middle, preferring the end of a sentence or a clause."""
    spaces = [
        index
        for index, char in enumerate(text)
        if char == " " and text[index + 1] not in NEVER_FIRST
    ]
    if not spaces:
        return text, ""
    best = min(spaces, key=lambda index: _cut_cost(text, index))
    return text[:best], text[best + 1 :]


def _cut_cost(text: str, index: int) -> float:
    before = text[index - 1]
    bonus = 0.35 if before in _SENTENCE_END else 0.2 if before in _CLAUSE_END else 0.0
    return abs(index / len(text) - 0.5) - bonus
