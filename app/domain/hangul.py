"""Whether a text is Korean."""

import re

_HANGUL = re.compile(r"[ㄱ-ㆎ가-힣]")


def has_hangul(text: str) -> bool:
    """Whether any Korean letter is in it."""
    return _HANGUL.search(text) is not None


def mostly_hangul(text: str) -> bool:
    """Whether more of its letters are Korean than not."""
    letters = sum(map(str.isalpha, text))
    return len(_HANGUL.findall(text)) * 2 > letters
