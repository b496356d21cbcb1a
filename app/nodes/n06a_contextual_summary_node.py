"""N06A: the three to five insights that the comic must get across."""

from dataclasses import dataclass

from app.domain.comic import ContextualSummary
from app.nodes.citations import cited_ids, uncited_statements
from app.nodes.narrowing import narrowed
from app.nodes.prompts.summarize_report import summarize_report
from app.nodes.section import required
from app.services.llm.protocol import StructuredModel
from app.workflows.state import WorkflowState


@dataclass(frozen=True)
class N06aContextualSummaryNode:
    """One model call."""

    model: StructuredModel

    async def run(self, state: WorkflowState) -> dict[str, object]:
        """Fills contextual_summary."""
        report = required(state["report"].report, "보고서")
        ids = cited_ids(report)
        query, language = state["query"].original_query, state["config"].language
        summary = await self.model.ask(
            ContextualSummary,
            summarize_report(query, report, language),
            schema=narrowed(ContextualSummary, values={"source_ids": ids}),
            check=lambda reply: uncited_statements(reply.insights, ids),
        )
        return {
            "report": state["report"].model_copy(update={"contextual_summary": summary.insights})
        }
