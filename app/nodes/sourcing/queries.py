"""Which searches to run, and which of their hits to read."""

import re
from collections.abc import Sequence
from itertools import chain, zip_longest

from app.domain.comic import PlannedQuery, SearchPlan
from app.domain.search import SearchHit, SearchQuery
from app.nodes.sourcing.material import host
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
    """Hits of preferred sites first; then the best of every search before the next best."""
    domains = tuple(_domain(site) for site in sites)
    preferred = [hit for hit in hits if _is_on(hit.url, domains)]
    rows: dict[tuple[str, str], list[SearchHit]] = {}
    for hit in hits:
        if hit not in preferred:
            rows.setdefault((hit.engine, hit.query), []).append(hit)
    columns = chain.from_iterable(zip_longest(*rows.values()))
    return [*preferred, *(hit for hit in columns if hit is not None)]


def _text_for(source_class: str, queries: Sequence[PlannedQuery]) -> str | None:
    return next((each.text for each in queries if each.source_class == source_class), None)


def _domain(site: str) -> str:
    """``https://www.nature.com/`` and ``nature.com`` are the same preference."""
    return re.sub(r"^https?://", "", site.casefold()).partition("/")[0].removeprefix("www.")


def _is_on(url: str, domains: Sequence[str]) -> bool:
    at = host(url)
    return any(at == domain or at.endswith(f".{domain}") for domain in domains)
