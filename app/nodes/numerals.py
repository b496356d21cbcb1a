"""The numbers in a text, however their thousands are marked."""

import re

_NUMERAL = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


def numerals(text: str) -> set[str]:
    """``1,200`` and ``1200`` are the same."""
    return {match.replace(",", "") for match in _NUMERAL.findall(text)}
