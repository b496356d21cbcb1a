"""The order in which things are compared: A B C, then C B A, so that a drift favours nobody."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")


def alternating(compared: Sequence[T], rounds: int) -> Iterator[T]:
    """Each of ``compared`` once a round."""
    for number in range(rounds):
        yield from compared if number % 2 == 0 else reversed(compared)
