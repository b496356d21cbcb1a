"""N07: exactly three ideas, and the best of them for a stated reason."""

from dataclasses import dataclass

from app.domain.comic import ComicIdeas, IdeaChoice
from app.nodes.prompts.ideate_comic import choose_idea, propose_ideas
from app.nodes.section import required
from app.services.llm.protocol import StructuredModel
from app.workflows.state import IdeaSection, WorkflowState


@dataclass(frozen=True)
class N07ComicIdeationNode:
    """Two model calls."""

    model: StructuredModel

    async def run(self, state: WorkflowState) -> dict[str, object]:
        """Fills the idea section."""
        report = required(state["report"].report, "보고서")
        insights, config = state["report"].contextual_summary, state["config"]
        query = state["query"].original_query
        ideas = (
            await self.model.ask(
                ComicIdeas,
                propose_ideas(query, report, insights, config.panels, config.language),
                check=_same_titles,
            )
        ).ideas
        choice = await self.model.ask(
            IdeaChoice, choose_idea(ideas, insights, config.panels, config.language)
        )
        return {
            "idea": IdeaSection(comic_ideas=ideas, selected=choice.chosen, reason=choice.reason)
        }


def _same_titles(reply: ComicIdeas) -> list[str]:
    titles = {idea.title for idea in reply.ideas}
    return (
        [] if len(titles) == len(reply.ideas) else ["ideas: 세 아이디어의 title이 같으면 안 된다."]
    )
