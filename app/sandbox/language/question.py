"""One call to the sandbox's model, whichever protocol brought it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from app.sandbox.extraction.turn import Turn
from app.sandbox.language.tokens import count_conversation


@dataclass(frozen=True)
class Question:
    """What is asked, and where the answer has to end.

    ``schema`` is plain JSON Schema; ``json_only`` wants JSON even without one.
    """

    turns: tuple[Turn, ...]
    schema: Mapping[str, Any] | None = None
    json_only: bool = False
    stops: tuple[str, ...] = ()
    limit: int | None = None

    @cached_property
    def tokens(self) -> int:
        """As ``usage`` counts them."""
        pictures = sum(len(turn.pictures) for turn in self.turns)
        return count_conversation((turn.text for turn in self.turns), pictures)

    def transcript(self) -> list[dict[str, object]]:
        """What the model was sent, for the log of calls."""
        return [
            {"role": turn.role, "text": turn.text, "pictures": len(turn.pictures)}
            for turn in self.turns
        ]
