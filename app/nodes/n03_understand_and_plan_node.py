"""N03: the intent, its aspects, and the searches to run."""

from dataclasses import dataclass

from app.domain.comic import SearchPlan
from app.nodes.prompts.plan_search import plan_search
from app.nodes.section import required
from app.services.llm.protocol import StructuredModel
from app.workflows.state import WorkflowState


@dataclass(frozen=True)
class N03UnderstandAndPlanNode:
    """One model call."""

    model: StructuredModel

    async def run(self, state: WorkflowState) -> dict[str, object]:
        """Fills search_strategy."""
        query, config = state["query"], state["config"]
        prompt = plan_search(
            query.original_query,
            required(query.query_context, "질의 분석"),
            query.initial_context_results,
            config.sites,
            config.articles,
        )
        plan = await self.model.ask(SearchPlan, prompt)
        return {"search": state["search"].model_copy(update={"search_strategy": plan})}
