"""What an edit left as it was goes back as the client wrote it: "102", ["all", "high"], null."""

import json
from collections.abc import Sequence
from typing import Any

from app.domain.scenario import Stock, Story, Turn
from app.services.scenario.original import Original, RawPart, parts

_NOTHING: Any = object()  # what a part does not tell; equal to itself only


def verbatim_text(story: Story, original: Original, own: Sequence[Turn | None]) -> str:
    """As clients know it: a compact JSON array with Korean kept. ``own``: the original as read."""
    told = [_turn(index, turn, original, own) for index, turn in enumerate(story)]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _turn(index: int, turn: Turn, original: Original, own: Sequence[Turn | None]) -> RawPart:
    raw, read = original.turn(index), own[index] if index < original.turns else None
    told = _restored(turn, raw, read)
    stocks = original.stocks(index)
    told["stocks"] = [
        stock.model_dump(exclude_unset=True)
        if place is None
        else _restored(stock, stocks[place], read.stocks[place] if read else None)
        for stock, place in zip(turn.stocks, original.places(index, turn.cast), strict=True)
    ]
    if raw and not told["stocks"] and not parts(raw.get("stocks")):
        del told["stocks"]
        told |= {"stocks": raw["stocks"]} if "stocks" in raw else {}
    return _in_order(told, raw)


def _restored(part: Turn | Stock, raw: RawPart, read: Turn | Stock | None) -> RawPart:
    """``raw`` where the part says what was read in it."""
    told = part.model_dump(exclude_unset=True, exclude={"stocks"})
    known = read.model_dump(exclude_unset=True, exclude={"stocks"}) if read else {}
    for name in raw:
        if name != "stocks" and told.get(name, _NOTHING) == known.get(name, _NOTHING):
            told[name] = raw[name]
    return _in_order(told, raw)


def _in_order(told: RawPart, raw: RawPart) -> RawPart:
    return {name: told[name] for name in (*raw, *told) if name in told}
