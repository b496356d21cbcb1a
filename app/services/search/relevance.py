"""Whether a text is about a query, by the words that they share."""

import re
from collections.abc import Collection, Iterable

_WORD = re.compile(r"[가-힣]+|[A-Za-z][A-Za-z0-9+#.-]*|\d+[가-힣A-Za-z]+")
_PARTICLE = re.compile(
    r"(?:으로부터|에서는|으로는|에게서|이라는|으로|에서|에게|부터|까지|처럼|보다|이란|에는|과|와|은|는|이|가|을|를|의|에|로|도|만)$"
)
_YEAR_LIKE = re.compile(r"\d+(년|월|일)?")
_ASKING = (
    "대해 대한 관한 관련 관련된 무엇 어떻게 왜 알려줘 설명 설명해줘 정리 최근 이유 방법 차이 뉴스 "
    "기사 만화 about what how why the and for with of in on is are news article comic"
)
_EMPTY = frozenset(_ASKING.split())


def terms(texts: Iterable[str]) -> frozenset[str]:
    """The words that carry meaning, without particles, years and words of asking."""
    words = (word.casefold() for text in texts for word in _WORD.findall(text))
    stems = (_stem(word) for word in words if not _YEAR_LIKE.fullmatch(word))
    return frozenset(stem for stem in stems if len(stem) > 1 and stem not in _EMPTY)


def shared_terms(wanted: Collection[str], text: str) -> int:
    """How many of the terms the text has; a Korean one may have anything hung on it."""
    folded = text.casefold()
    return sum(_occurs(term, folded) for term in wanted)


def _stem(word: str) -> str:
    stem = _PARTICLE.sub("", word)
    return stem if len(stem) > 1 else word


def _occurs(term: str, text: str) -> bool:
    if not term.isascii():
        return term in text
    # Latin letters: "ai" is not in "said", but it is in "AI가".
    return re.search(rf"(?<![a-z0-9]){re.escape(term)}(?![a-z0-9])", text) is not None
