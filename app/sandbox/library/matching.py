"""Which articles a query is about."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from app.sandbox.extraction.text.nouns import terms
from app.sandbox.library.corpus import LibraryArticle, corpus

REQUIRED_SHARE = 0.5
_YEAR = re.compile(r"(?:19|20)\d{2}(?:년)?")
_WORD = re.compile(r"[가-힣A-Za-z0-9]+")


@dataclass(frozen=True)
class Match:
    """An article and the share of the query's weight that it carries."""

    article: LibraryArticle
    share: float


def search_corpus(query: str, articles: Sequence[LibraryArticle] | None = None) -> list[Match]:
    """The articles that hold most of what the query asks for, best first; perhaps none."""
    asked = query_terms(query)
    if not asked:
        return []
    pool = corpus() if articles is None else articles
    weights = {term: _rarity(term) for term in asked}
    total = sum(weights.values())
    found = [
        Match(article, sum(weights[term] for term in asked if _holds(article, term)) / total)
        for article in pool
    ]
    matches = [match for match in found if match.share >= REQUIRED_SHARE]
    return sorted(matches, key=lambda match: -match.share)


def query_terms(query: str) -> list[str]:
    """What a query asks for, years and search operators aside."""
    plain = _YEAR.sub(" ", re.sub(r"\S*:\S+|[()]|\bOR\b|\bAND\b", " ", query))
    found = [word.lower() for word in terms(plain)] or [
        word.lower() for word in _WORD.findall(plain)
    ]
    return list(dict.fromkeys(found))


def _rarity(term: str) -> float:
    """What few articles hold weighs more; what none holds weighs most."""
    holding = sum(_holds(article, term) for article in corpus())
    return math.log(1 + (len(corpus()) + 1) / (holding + 0.5))


def _holds(article: LibraryArticle, term: str) -> bool:
    return term in _words(article) or (len(term) > 2 and term in article.text.lower())


@cache
def _words(article: LibraryArticle) -> frozenset[str]:
    texts = (article.title, article.summary, article.text)
    return frozenset(word.lower() for text in texts for word in terms(text))
