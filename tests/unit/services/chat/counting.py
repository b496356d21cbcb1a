"""A counter that a test can follow: a token per character, and two around each message."""

from collections.abc import Sequence

from app.domain.chat import Exchange
from app.services.llm.protocol import Message

AROUND = 2
OPENING = 1


class CharacterCounter:
    def count(self, text: str) -> int:
        return len(text)

    def count_messages(self, messages: Sequence[Message]) -> int:
        return sum(len(each.content) + AROUND for each in messages) + OPENING


def exchanges(count: int, length: int = 10) -> list[Exchange]:
    """Numbered ones, each of twice ``length`` tokens."""
    return [
        Exchange(
            position=number,
            question=f"q{number}".ljust(length, "."),
            answer=f"a{number}".ljust(length, "."),
            tokens=2 * length,
        )
        for number in range(1, count + 1)
    ]
