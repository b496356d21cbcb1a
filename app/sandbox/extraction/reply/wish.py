"""What a request says about the form of its answer."""

import re
from dataclasses import dataclass

_WORDS = {"한": 1, "두": 2, "세": 3, "네": 4, "다섯": 5, "one": 1, "two": 2, "three": 3}
_COUNT = r"(\d{1,2}|한|두|세|네|다섯|one|two|three)"
_SENTENCES = re.compile(rf"(?:\d\s*[~-]\s*)?{_COUNT}\s*(?:문장|sentences?)", re.IGNORECASE)
_LENGTH = re.compile(r"(\d{2,4})\s*(?:자|글자|characters)(?:\s*(?:이내|이하|안|까지|로|를|미만))?")
_ITEMS = re.compile(rf"{_COUNT}\s*(?:가지|개\s*항목|개로\s*정리|points|items)", re.IGNORECASE)
_LIST = re.compile(r"목록|불릿|글머리|항목별|bullet|list\b", re.IGNORECASE)
_USUAL_SENTENCES, _USUAL_ITEMS = 3, 5


@dataclass(frozen=True)
class Wish:
    """How many sentences, how long, and whether as a list."""

    sentences: int
    length: int | None
    listed: bool


def read_wish(text: str) -> Wish:
    """The usual where it says nothing."""
    items = _ITEMS.search(text)
    listed = items is not None or _LIST.search(text) is not None
    count = _number(items) or (_USUAL_ITEMS if listed else None)
    sentences = _number(_SENTENCES.search(text))
    length = _LENGTH.search(text)
    return Wish(
        sentences=max(1, count or sentences or _USUAL_SENTENCES),
        length=int(length.group(1)) if length else None,
        listed=listed,
    )


def _number(match: re.Match[str] | None) -> int | None:
    if match is None:
        return None
    said = match.group(1).lower()
    return _WORDS.get(said) or int(said)
