"""What the rest of the program knows of search."""

from dataclasses import dataclass, field
from typing import Protocol

from app.domain.search import SearchHit, SearchQuery


class SearchEngine(Protocol):
    """One vendor's search: one call, a ProviderError when it fails."""

    name: str

    async def search(self, query: SearchQuery) -> list[SearchHit]:
        """Hits in the engine's order, at most ``query.limit``."""
        ...


@dataclass(frozen=True)
class SearchOutcome:
    """What all engines together found, and a Korean sentence for each that failed."""

    hits: list[SearchHit] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


class Search(Protocol):
    """All configured engines at once, bounded."""

    async def search(self, queries: list[SearchQuery]) -> SearchOutcome:
        """Never raises for one engine's failure: that is a warning."""
        ...
