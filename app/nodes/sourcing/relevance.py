"""Whether a text has to do with the query, by the words that they share."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from app.nodes.sourcing.material import Material

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
SHARED = 1 / 3
FRESH_WEIGHT = 0.15
_YEAR_SECONDS = 365 * 24 * 3600


@dataclass(frozen=True)
class Interest:
    """The terms that the query is about."""

    terms: frozenset[str]

    def share(self, material: Material) -> float:
        """How many of the terms the text has, 0 to 1; those of its own search count as well."""
        text = f"{material.title}\n{material.text}".casefold()
        return max(_share(self.terms, text), _share(terms([material.query]), text))

    def accepts(self, material: Material) -> bool:
        """Whether the text is about the query; what the caller brought always is.

        A query without a telling word (``달?``) leaves the judgement to the search engine.
        """
        return material.brought or not self.terms or self.share(material) >= SHARED

    def score(self, material: Material) -> tuple[bool, float]:
        """For ranking: the caller's own first and in their order, then the related and fresh."""
        if material.brought:
            return True, 0.0
        return False, self.share(material) + FRESH_WEIGHT * _freshness(material)


def terms(texts: Iterable[str]) -> frozenset[str]:
    """The words that carry meaning, without particles, years and words of asking."""
    words = (word.casefold() for text in texts for word in _WORD.findall(text))
    stems = (_stem(word) for word in words if not _YEAR_LIKE.fullmatch(word))
    return frozenset(stem for stem in stems if len(stem) > 1 and stem not in _EMPTY)


def _stem(word: str) -> str:
    stem = _PARTICLE.sub("", word)
    return stem if len(stem) > 1 else word


def _share(wanted: frozenset[str], text: str) -> float:
    if not wanted:
        return 0.0
    return sum(_occurs(term, text) for term in wanted) / len(wanted)


def _occurs(term: str, text: str) -> bool:
    if not term.isascii():
        return term in text
    # Latin letters: "ai" is not in "said", but it is in "AI가".
    return re.search(rf"(?<![a-z0-9]){re.escape(term)}(?![a-z0-9])", text) is not None


def _freshness(material: Material) -> float:
    """1 for today's, 0 for what is a year old or undated."""
    if material.published_at is None:
        return 0.0
    when = material.published_at
    aware = when if when.tzinfo else when.replace(tzinfo=UTC)
    age = (datetime.now(UTC) - aware).total_seconds()
    return 1.0 - min(max(age, 0.0), _YEAR_SECONDS) / _YEAR_SECONDS
