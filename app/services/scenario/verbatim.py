"""What an edit left as it was goes back as the client wrote it: "102", ["all", "high"], null."""

import json

from app.domain.scenario import Stock, Story, Turn
from app.services.scenario.numbers import read_number
from app.services.scenario.original import Original, RawPart, parts

_VALUES = ("before_value", "current_value")


def verbatim_text(story: Story, original: Original) -> str:
    """As clients know it: a compact JSON array with Korean kept."""
    told = [_turn(index, turn, original) for index, turn in enumerate(story)]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _turn(index: int, turn: Turn, original: Original) -> RawPart:
    raw = original.turn(index)
    told = _restored(turn, raw)
    own = original.matches(index, turn.cast)
    told["stocks"] = [_restored(stock, its) for stock, its in zip(turn.stocks, own, strict=True)]
    if raw and not told["stocks"] and not parts(raw.get("stocks")):
        del told["stocks"]
        told |= {"stocks": raw["stocks"]} if "stocks" in raw else {}
    return _in_order(told, raw)


def _restored(part: Turn | Stock, raw: RawPart) -> RawPart:
    """With what had no place in the part, and numbers as they were written."""
    apart = {"stocks"} if isinstance(part, Turn) else set()
    told = part.model_dump(exclude_unset=True, exclude=apart)
    for name in raw.keys() - apart:
        same_number = name in _VALUES and read_number(raw[name]) == told.get(name)
        if name not in told or same_number:
            told[name] = raw[name]
    return _in_order(told, raw)


def _in_order(told: RawPart, raw: RawPart) -> RawPart:
    return {name: told[name] for name in (*raw, *told) if name in told}
