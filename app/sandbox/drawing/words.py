"""Looking expressions up in a text."""

import re
from collections.abc import Mapping


def first_meaning(words: Mapping[str, str], text: str) -> str | None:
    """What the earliest expression in ``text`` stands for."""
    return next(iter(meanings(words, text)), None)


def meanings(words: Mapping[str, str], text: str) -> list[str]:
    """All that the text names, in the order in which it first does, without repeats."""
    hits = sorted(
        (match.start(), meaning)
        for expression, meaning in words.items()
        if (match := re.search(expression, text))
    )
    return list(dict.fromkeys(meaning for _, meaning in hits))
