"""How somebody feels and moves in one panel."""

from dataclasses import dataclass
from enum import StrEnum


class Feeling(StrEnum):
    """Which face is drawn."""

    CALM = "calm"
    HAPPY = "happy"
    SURPRISED = "surprised"
    WORRIED = "worried"
    ANGRY = "angry"
    SAD = "sad"
    THINKING = "thinking"
    PROUD = "proud"


class Gesture(StrEnum):
    """What the arms do."""

    RELAXED = "relaxed"
    TALKING = "talking"
    POINTING = "pointing"
    CHEERING = "cheering"
    STARTLED = "startled"
    THINKING = "thinking"
    WORRIED = "worried"
    PRESENTING = "presenting"
    WAVING = "waving"
    HOLDING = "holding"
    CROSSED = "crossed"
    TYPING = "typing"


@dataclass(frozen=True)
class Mood:
    """``facing`` is -1 (left), 0 or 1 (right); ``talking`` opens the mouth."""

    feeling: Feeling = Feeling.CALM
    gesture: Gesture = Gesture.RELAXED
    facing: int = 0
    talking: bool = False
