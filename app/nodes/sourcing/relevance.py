"""What a query is about, and how far a material is about it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from app.nodes.sourcing.material import Material
from app.services.search.relevance import shared_terms, terms

SHARED = 1 / 3
FRESH_WEIGHT = 0.15
_YEAR_SECONDS = 365 * 24 * 3600


@dataclass(frozen=True)
class Interest:
    """The terms that the query is about."""

    terms: frozenset[str]

    def share(self, material: Material) -> float:
        """How many of the terms the text has, 0 to 1; those of its own search count as well."""
        text = f"{material.title}\n{material.text}"
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


def _share(wanted: frozenset[str], text: str) -> float:
    return shared_terms(wanted, text) / len(wanted) if wanted else 0.0


def _freshness(material: Material) -> float:
    """1 for today's, 0 for what is a year old or undated."""
    if material.published_at is None:
        return 0.0
    when = material.published_at
    aware = when if when.tzinfo else when.replace(tzinfo=UTC)
    age = (datetime.now(UTC) - aware).total_seconds()
    return 1.0 - min(max(age, 0.0), _YEAR_SECONDS) / _YEAR_SECONDS
