"""The numbers in a text, however they are written: ``3만 5천``, ``35,000`` and ``35 thousand``."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

_SMALL = {"": 1, "십": 10, "백": 100, "천": 1_000}
_BIG = {"": 1, "만": 10**4, "억": 10**8, "조": 10**12}
_ENGLISH = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_PART = re.compile(
    r"(\d+(?:,\d{3})*(?:\.\d+)?)"
    r"([십백천]?)([만억]|조(?![각건])|[ -]?(?:thousand|million|billion|trillion)\b)?",  # no 2조각
    re.IGNORECASE,
)


class _Part(NamedTuple):
    """``value`` is without its big unit."""

    value: Decimal
    small: int
    big: int


def numerals(text: str) -> set[str]:
    """Each as plain digits, so that the same number is the same string."""
    return {_plain(amount) for amount in _amounts(text)}


def _amounts(text: str) -> Iterator[Decimal]:
    run: list[_Part] = []
    end = 0
    for match in _PART.finditer(text):
        part = _part(match)
        if run and not (text[end : match.start()] in ("", " ") and _goes_on(run[-1], part)):
            yield _sum(run)
            run = []
        run.append(part)
        end = match.end()
    if run:
        yield _sum(run)


def _part(match: re.Match[str]) -> _Part:
    digits, small, big = match.groups(default="")
    unit = _SMALL[small]
    value = Decimal(digits.replace(",", "")) * unit
    return _Part(value, unit, (_BIG | _ENGLISH)[big.strip(" -").lower()])


def _goes_on(before: _Part, part: _Part) -> bool:
    """Units fall: 1조 2,000억, 3만 5천, and inside of one big unit 2천5백만."""
    if before.big > 1:
        return part.value * part.big < before.big
    return before.small > 1 and part.value < before.small


def _sum(run: list[_Part]) -> Decimal:
    whole, section = Decimal(0), Decimal(0)
    for part in run:
        section += part.value
        if part.big > 1:
            whole, section = whole + section * part.big, Decimal(0)
    return whole + section


def _plain(amount: Decimal) -> str:
    digits = f"{amount:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
