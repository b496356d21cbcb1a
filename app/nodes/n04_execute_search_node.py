"""N04: the sources, the caller's own and what the web has."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.errors import NodeFailed
from app.nodes.section import required
from app.nodes.sourcing.duplicates import distinct_hits, distinct_texts
from app.nodes.sourcing.material import TEXT_LIMIT, Material, numbered
from app.nodes.sourcing.queries import planned_queries, reading_order
from app.nodes.sourcing.reading import Reading
from app.nodes.sourcing.relevance import Interest
from app.nodes.task_group import task_group
from app.services.scraping.protocol import PageReader
from app.services.search.protocol import Search
from app.services.search.relevance import terms
from app.workflows.state import WorkflowState

NOTHING = (
    "질의에 관한 글을 하나도 찾지 못했습니다. 기사를 직접 주세요: "
    "명령에서는 --article 파일이나 주소, API에서는 data.articles."
)
REASONS_SHOWN = 3


@dataclass(frozen=True)
class N04ExecuteSearchNode:
    """No model calls; at most ``max_pages`` pages besides the caller's own."""

    search: Search
    pages: PageReader
    max_pages: int

    async def run(self, state: WorkflowState) -> dict[str, object]:
        """Fills sources, ranked and numbered; raises NodeFailed when there is none."""
        reading = Reading(self.pages)
        async with task_group() as group:
            brought = group.create_task(reading.articles(state["config"].articles))
            found = group.create_task(self._found(state, reading))
        interest = _interest(state)
        texts = distinct_texts([*brought.result(), *found.result()])
        related = [each for each in texts if interest.accepts(each)]
        warnings = [*reading.warnings, *_left_out(texts, related), *_shortened(related)]
        if not related:
            raise NodeFailed(" ".join([NOTHING, *warnings[:REASONS_SHOWN]]))
        ranked = sorted(related, key=interest.score, reverse=True)
        known = state.get("warnings", [])
        return {
            "search": state["search"].model_copy(update={"sources": numbered(ranked)}),
            "warnings": [each for each in warnings if each not in known],
        }

    async def _found(self, state: WorkflowState, reading: Reading) -> list[Material]:
        config, query = state["config"], state["query"]
        plan = required(state["search"].search_strategy, "검색 계획")
        outcome = await self.search.search(planned_queries(config, plan, query.original_query))
        reading.warnings.extend(outcome.warnings)
        brought = [article.url for article in config.articles if article.url]
        hits = distinct_hits([*outcome.hits, *query.initial_context_results], brought)
        preferred = [site for sites in config.sites.values() for site in sites]
        return await reading.hits(reading_order(hits, preferred)[: self.max_pages])


def _interest(state: WorkflowState) -> Interest:
    query = state["query"]
    keywords = query.query_context.extracted_keywords if query.query_context else []
    return Interest(terms([query.original_query, *keywords]))


def _left_out(texts: Sequence[Material], related: Sequence[Material]) -> list[str]:
    names = [each.name for each in texts if each not in related]
    return [f"질의와 관련이 없어 뺀 자료: {', '.join(names)}"] if names else []


def _shortened(materials: Sequence[Material]) -> list[str]:
    return [
        f"글이 길어 앞부분 {TEXT_LIMIT}자만 썼습니다: {each.title}"
        for each in materials
        if each.brought and len(each.text) > TEXT_LIMIT
    ]
