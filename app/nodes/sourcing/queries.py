"""Which searches to run, and which of their hits to read."""

from collections.abc import Sequence

from app.domain.comic import PlannedQuery, SearchPlan
from app.domain.search import SearchHit, SearchQuery
from app.services.search.sites import on_sites
from app.workflows.state import ConfigSection


def planned_queries(config: ConfigSection, plan: SearchPlan, query: str) -> list[SearchQuery]:
    """The preferred sites first, then the plan's queries."""
    preferred = [
        SearchQuery(
            text=_text_for(source_class, plan.queries) or query,
            source_class=source_class,
            sites=tuple(sites),
            language=config.language,
        )
        for source_class, sites in config.sites.items()
        if sites
    ]
    planned = [
        SearchQuery(text=each.text, source_class=each.source_class, language=config.language)
        for each in plan.queries
    ]
    return [*preferred, *planned]


def reading_order(hits: Sequence[SearchHit], sites: Sequence[str]) -> list[SearchHit]:
    """Hits of preferred sites first, the rest as the search ranked them."""
    if not sites:
        return list(hits)
    return sorted(hits, key=lambda hit: not on_sites(hit.url, tuple(sites)))


def _text_for(source_class: str, queries: Sequence[PlannedQuery]) -> str | None:
    return next((each.text for each in queries if each.source_class == source_class), None)
