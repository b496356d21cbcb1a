"""The story that an edit began with: what stood at each place of it."""

import json
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from app.domain.hangul import has_hangul

RawPart = dict[str, Any]


def parts(value: object) -> list[RawPart]:
    """The objects in ``value``, if it is an array."""
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []


class Original:
    """Any JSON array: clients may have written it long before there were rules.

    What an edit left as it was is the client's own, whatever rule it breaks.
    """

    def __init__(self, turns: Sequence[object]) -> None:
        self._turns = [turn if isinstance(turn, dict) else {} for turn in turns]

    @classmethod
    def parse(cls, story: str) -> "Original":
        """From the JSON array that acceptance has checked."""
        return cls(json.loads(story))

    @property
    def turns(self) -> int:
        """How many it has."""
        return len(self._turns)

    @cached_property
    def stocks(self) -> int:
        """How many every turn of it has at least."""
        return min((len(self._stocks(index)) for index in range(self.turns)), default=0)

    @cached_property
    def korean_turns(self) -> frozenset[int]:
        """The numbers of its turns that are told in Korean."""
        return frozenset(
            number for number, turn in enumerate(self._turns, 1) if _tells_in_korean(turn)
        )

    def turn(self, index: int) -> RawPart:
        """Empty where there is none."""
        return self._turns[index] if index < self.turns else {}

    def cast(self, index: int) -> tuple[object, ...]:
        """The names of a turn."""
        return tuple(stock.get("name") for stock in self._stocks(index))

    def stock(self, index: int, position: int, cast: Sequence[object]) -> RawPart:
        """What became the one at ``position`` of ``cast``; empty where there is none.

        A name that is gone was given to the one that stands in its place.
        """
        stocks = self._stocks(index)
        for stock in stocks:
            if stock.get("name") == cast[position]:
                return stock
        here = stocks[position] if position < len(stocks) else {}
        return {} if here.get("name") in cast else here

    def _stocks(self, index: int) -> list[RawPart]:
        stocks = self.turn(index).get("stocks")
        return (
            [each for each in stocks if isinstance(each, dict)] if isinstance(stocks, list) else []
        )


def _tells_in_korean(turn: RawPart) -> bool:
    return has_hangul(f"{turn.get('result')} {turn.get('news')}")
