"""The planner: a content brief of five chapters, and what to look for."""

from dataclasses import dataclass

from app.domain.script import ChapterPlan, ContentBrief
from app.nodes.prompts.plan_script import plan_script
from app.services.llm.protocol import StructuredModel
from app.workflows.script_state import ScriptState


@dataclass(frozen=True)
class ScriptPlannerNode:
    """One model call. ``notice`` is a warning that every script of this process begins with."""

    model: StructuredModel
    notice: str | None = None

    async def run(self, state: ScriptState) -> dict[str, object]:
        """Fills the brief."""
        reply = await self.model.ask(ContentBrief, plan_script(state["request"]))
        return {
            "brief": _with_ids_by_place(reply),
            "warnings": [self.notice] if self.notice else [],
        }


def _with_ids_by_place(brief: ContentBrief) -> ContentBrief:
    """Chapters are known as ch1 to ch5, whatever the model called them."""
    chapters = [
        ChapterPlan(id=f"ch{number}", goal=each.goal, expected_assets=each.expected_assets)
        for number, each in enumerate(brief.narrative.chapters, 1)
    ]
    narrative = brief.narrative.model_copy(update={"chapters": chapters})
    return brief.model_copy(update={"narrative": narrative})
