"""Stories as clients write them, and finding one in a text."""

import json
import re
from collections.abc import Iterator
from typing import Any

Raw = dict[str, Any]

_BLOCK = re.compile(r"<story[^>]*>\s*(?P<text>.*?)\s*</story>", re.DOTALL | re.IGNORECASE)
_BEGINNING = re.compile(r"\[\s*\{")
_TRIES = 5


def story_in(text: str) -> tuple[list[Raw], str] | None:
    """The turns of the first story, and the text around it."""
    for found, start, end in _arrays(text):
        turns = [turn for turn in found if isinstance(turn, dict)]
        if turns and any("stocks" in turn or "turn_number" in turn for turn in turns):
            return turns, f"{text[:start]}\n{text[end:]}"
    return None


def stocks_of(turn: Raw) -> list[Raw]:
    """Those that are objects."""
    stocks = turn.get("stocks")
    return [each for each in stocks if isinstance(each, dict)] if isinstance(stocks, list) else []


def number_in(part: Raw, name: str) -> int | None:
    """The member if it is a number."""
    value = part.get(name)
    return round(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _arrays(text: str) -> Iterator[tuple[list[object], int, int]]:
    """In a block, or anywhere; where a text has many brackets only the first few are tried."""
    if match := _BLOCK.search(text):
        try:
            value = json.loads(match["text"])
        except ValueError:
            value = None
        if isinstance(value, list):
            yield value, match.start(), match.end()
    for tried, match in enumerate(_BEGINNING.finditer(text)):
        if tried == _TRIES:
            return
        try:
            value, end = json.JSONDecoder().raw_decode(text, match.start())
        except ValueError:
            continue
        yield value, match.start(), end
