"""Whether a text is about a query, for feeds that can't be asked."""

import re

_WORD = re.compile(r"[0-9A-Za-z]+|[가-힣]+")
# What Korean hangs on nouns; the longest first.
_PARTICLE = re.compile(
    r"(?<=[가-힣]{2})(?:에서는|으로는|에서|으로|까지|부터|에게|처럼|보다|[을를이가은는과와의에로도만])$"
)


def query_words(query: str) -> frozenset[str]:
    """The words that carry meaning: no single letters, no particles."""
    words = {_PARTICLE.sub("", word) for word in _words(query)}
    return frozenset(word for word in words if len(word) > 1)


def matching_words(words: frozenset[str], text: str) -> int:
    """How many of ``words`` the text has; a Korean word may have anything hung on it."""
    found = _words(text)
    return sum(any(_same(word, other) for other in found) for word in words)


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))


def _same(word: str, other: str) -> bool:
    return word in other if "가" <= word[0] <= "힣" else word == other
