"""N02: what is being asked, and a first look at the web."""

from dataclasses import dataclass

from app.domain.comic import QueryAnalysis
from app.domain.search import SearchQuery
from app.nodes.prompts.analyze_query import analyze_query
from app.nodes.task_group import task_group
from app.services.llm.protocol import StructuredModel
from app.services.search.protocol import Search
from app.workflows.state import WorkflowState


@dataclass(frozen=True)
class N02AnalyzeQueryNode:
    """One model call, and one search beside it."""

    model: StructuredModel
    search: Search

    async def run(self, state: WorkflowState) -> dict[str, object]:
        """Fills query_context and initial_context_results; a failed search is a warning."""
        query, config = state["query"].original_query, state["config"]
        look = SearchQuery(text=query, language=config.language)
        async with task_group() as group:
            analysis = group.create_task(
                self.model.ask(QueryAnalysis, analyze_query(query, config.articles))
            )
            seen = group.create_task(self.search.search([look]))
        found = {
            "query_context": analysis.result(),
            "initial_context_results": seen.result().hits,
        }
        return {
            "query": state["query"].model_copy(update=found),
            "warnings": seen.result().warnings,
        }
