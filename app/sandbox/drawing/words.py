"""Looking expressions up in a text."""

import re
from collections.abc import Mapping


def first_meaning(words: Mapping[str, str], text: str) -> str | None:
    """What the earliest expression in ``text`` stands for."""
    hits = [
        (match.start(), meaning)
        for expression, meaning in words.items()
        if (match := re.search(expression, text))
    ]
    return min(hits)[1] if hits else None


def things(words: Mapping[str, str], text: str) -> list[str]:
    """All that the text names, in order; each counts once: ``a gift box`` is a gift, no box."""
    named = re.split(r"[,.;]|\band\b|\bwith\b|(?<=[과와])\s", text)
    found = (first_meaning(words, part) for part in named)
    return list(dict.fromkeys(meaning for meaning in found if meaning))
