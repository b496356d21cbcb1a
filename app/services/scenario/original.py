"""The story that an edit began with: what stood at each place of it."""

import json
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from app.services.scenario.names import plain

RawPart = dict[str, Any]


def parts(value: object) -> list[RawPart]:
    """The objects in ``value``, if it is an array."""
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []


def is_text(value: object) -> bool:
    """Whether it says anything."""
    return isinstance(value, str) and bool(value.strip())


class Original:
    """Any JSON array: clients may have written it long before there were rules.

    What an edit left as it was is the client's own, whatever rule it breaks.
    """

    def __init__(self, turns: Sequence[object]) -> None:
        self._turns = [turn if isinstance(turn, dict) else {} for turn in turns]
        self._stocks = [parts(turn.get("stocks")) for turn in self._turns]

    @classmethod
    def parse(cls, story: str) -> "Original":
        """From the JSON array that acceptance has checked."""
        return cls(json.loads(story))

    @property
    def turns(self) -> int:
        """How many it has."""
        return len(self._turns)

    @cached_property
    def fewest_stocks(self) -> int:
        """How many every turn of it has at least."""
        return min(map(len, self._stocks), default=0)

    @cached_property
    def names(self) -> frozenset[str]:
        """Of every stock in it."""
        told = (stock.get("name") for stocks in self._stocks for stock in stocks)
        return frozenset(name for name in told if isinstance(name, str) and is_text(name))

    @cached_property
    def leading(self) -> tuple[object, ...]:
        """The cast of the first turn that has one."""
        casts = (self.cast(index) for index in range(self.turns))
        return next((cast for cast in casts if cast), ())

    def turn(self, index: int) -> RawPart:
        """Empty where there is none."""
        return self._turns[index] if index < self.turns else {}

    def stocks(self, index: int) -> list[RawPart]:
        """Likewise."""
        return self._stocks[index] if index < self.turns else []

    def cast(self, index: int) -> tuple[object, ...]:
        """The names of a turn."""
        return tuple(stock.get("name") for stock in self.stocks(index))

    def places(self, index: int, cast: Sequence[object]) -> list[int | None]:
        """Which stock of a turn each of ``cast`` was; None for one that is new.

        A name that is gone was given to the one that stands in its place.
        """
        names = [_name(name) for name in self.cast(index)]
        there = {name: place for place, name in reversed(list(enumerate(names))) if name}
        present = {_name(name) for name in cast}
        respelled = {plain(name): place for name, place in there.items() if name not in present}
        found: list[int | None] = []
        for position, name in enumerate(map(_name, cast)):
            has_place = position < len(names)
            if has_place and names[position] == name:
                found.append(position)
            elif name in there:
                found.append(there[name])
            elif name and plain(name) in respelled:
                found.append(respelled[plain(name)])
            else:
                found.append(position if has_place and names[position] not in present else None)
        return found

    def matches(self, index: int, cast: Sequence[object]) -> list[RawPart]:
        """Likewise, as the client wrote them; empty for one that is new."""
        stocks = self.stocks(index)
        return [{} if place is None else stocks[place] for place in self.places(index, cast)]


def _name(name: object) -> str | None:
    return name if isinstance(name, str) and is_text(name) else None
