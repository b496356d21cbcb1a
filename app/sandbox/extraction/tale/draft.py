"""A story while it is edited."""

import json
import re
from dataclasses import dataclass
from functools import cached_property

from app.sandbox.extraction.tale.casting import place_of
from app.sandbox.extraction.tale.raw import Raw, number_in, stocks_of
from app.sandbox.extraction.tale.values import Tier, bounded, tier_of

_SPAN = re.compile(
    r"(\d{1,2})\s*(?:턴|일)?\s*(?:~|-|부터|에서|to)\s*(\d{1,2})\s*(?:번째\s*)?(?:턴|일)"
)
_NUMBER = re.compile(
    r"(\d{1,2})\s*(?:번째\s*|번\s*)?(?:턴|일차|일(?![가-힣]))|(?:turn|day)\s*(\d{1,2})", re.I
)
_FIRST = re.compile(r"첫\s?(?:번째\s?)?(?:턴|날)|first (?:turn|day)", re.IGNORECASE)
_LAST = re.compile(r"마지막\s?(?:턴|날)|last (?:turn|day)", re.IGNORECASE)
_EMOJI = re.compile(r"^[^\w]+")


@dataclass(frozen=True)
class Draft:
    """``turns`` is changed in place."""

    turns: list[Raw]

    @cached_property
    def text(self) -> str:
        """As it was at the beginning."""
        return json.dumps(self.turns, ensure_ascii=False)

    @property
    def names(self) -> list[str]:
        """Of the first turn's stocks."""
        stocks = stocks_of(self.turns[0]) if self.turns else []
        return [str(stock.get("name") or "") for stock in stocks]

    def targets(self, clause: str) -> list[Raw]:
        """The turns that the clause names, else all."""
        return [self.turns[at] for at in self.indexes(clause)] or self.turns

    def indexes(self, clause: str) -> list[int]:
        """Of the turns that the clause names and that are there."""
        wanted = {int(first or second) for first, second in _NUMBER.findall(clause)}
        for first, last in _SPAN.findall(clause):
            wanted |= set(range(int(first), int(last) + 1))
        if _FIRST.search(clause):
            wanted.add(1)
        if _LAST.search(clause):
            wanted.add(len(self.turns))
        return [at for at in range(len(self.turns)) if at + 1 in wanted]

    def named(self, clause: str) -> list[str]:
        """The stocks that the clause names, with or without the emoji before them."""
        return [name for name in self.names if name and bare(name) in clause]

    def words(self, start: int = 0) -> dict[str, str]:
        """Names for sentences, others from turn to turn."""
        names = [bare(name) for name in self.names] or ["주인공"]
        turned = [names[(start + at) % len(names)] for at in range(2)]
        by_tier = {tier: self._of_tier(tier) for tier in ("low", "mid", "high")}
        return {"a": turned[0], "b": turned[1], "place": place_of(self.text), **by_tier}

    def _of_tier(self, tier: Tier) -> str:
        stocks = stocks_of(self.turns[0]) if self.turns else []
        names = [bare(str(each.get("name"))) for each in stocks]
        found = [
            name
            for name, stock in zip(names, stocks, strict=True)
            if tier_of(stock.get("risk_level")) == tier
        ]
        return (found or names or ["주인공"])[0]

    def set_value(self, index: int, name: str, value: int) -> None:
        """At one turn; the later ones keep their moves and begin from there."""
        last: tuple[int, int] | None = None
        for turn in self.turns[index:]:
            stock = next((each for each in stocks_of(turn) if each.get("name") == name), None)
            if stock is None:
                return
            old = number_in(stock, "current_value") or 1
            if last is None:
                new = value
            else:
                new = bounded(
                    last[1], round(old / last[0] * last[1]), tier_of(stock.get("risk_level"))
                )
                stock["before_value"] = last[1]
            stock["current_value"] = new
            last = (old, new)


def bare(name: str) -> str:
    """Without the emoji before it."""
    return _EMOJI.sub("", name).strip() or name
