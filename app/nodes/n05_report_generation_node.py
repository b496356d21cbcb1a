"""N05: the report, every statement of which names its sources."""

from dataclasses import dataclass

from app.domain.comic import Report
from app.nodes.citations import statements, uncited_statements
from app.nodes.narrowing import narrowed
from app.nodes.prompts.write_report import write_report
from app.nodes.section import required
from app.services.llm.protocol import StructuredModel
from app.workflows.state import WorkflowState


@dataclass(frozen=True)
class N05ReportGenerationNode:
    """One model call."""

    model: StructuredModel

    async def run(self, state: WorkflowState) -> dict[str, object]:
        """Fills report; statements can cite nothing but the sources of N04."""
        search = state["search"]
        ids = [source.id for source in search.sources]
        plan = required(search.search_strategy, "검색 계획")
        query, language = state["query"].original_query, state["config"].language
        report = await self.model.ask(
            Report,
            write_report(query, plan, search.sources, language),
            schema=narrowed(Report, values={"source_ids": ids}),
            check=lambda reply: uncited_statements(statements(reply), ids),
        )
        return {"report": state["report"].model_copy(update={"report": report})}
