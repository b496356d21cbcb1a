"""N08: the scenario, and what the image model is asked for each panel."""

from dataclasses import dataclass

from app.domain.comic import ImagePrompts, Scenario
from app.nodes.citations import cited_ids
from app.nodes.image_prompt import final_prompts
from app.nodes.narrowing import narrowed
from app.nodes.prompts.write_scenario import write_image_prompts, write_scenario
from app.nodes.scenario_checks import image_prompt_errors, scenario_errors
from app.nodes.section import required
from app.services.llm.protocol import StructuredModel
from app.workflows.state import ScenarioSection, WorkflowState


@dataclass(frozen=True)
class N08ScenarioGenerationNode:
    """Two model calls."""

    model: StructuredModel

    async def run(self, state: WorkflowState) -> dict[str, object]:
        """Fills the scenario section; its image prompts are final."""
        scenario = await self._scenario(state)
        prompts = await self._image_prompts(scenario)
        return {
            "scenario": ScenarioSection(
                title=scenario.title,
                characters=scenario.characters,
                panels=scenario.panels,
                image_prompts=final_prompts(scenario, prompts),
            )
        }

    async def _scenario(self, state: WorkflowState) -> Scenario:
        config, ideas = state["config"], state["idea"]
        report = required(state["report"].report, "보고서")
        idea = ideas.comic_ideas[required(ideas.selected, "고른 아이디어") - 1]
        insights, ids = state["report"].contextual_summary, cited_ids(report)
        return await self.model.ask(
            Scenario,
            write_scenario(idea, report, insights, config.panels, config.language),
            schema=narrowed(Scenario, values={"source_ids": ids}, counts={"panels": config.panels}),
            check=lambda reply: scenario_errors(reply, config.panels, ids),
        )

    async def _image_prompts(self, scenario: Scenario) -> ImagePrompts:
        names = [character.name for character in scenario.characters]
        return await self.model.ask(
            ImagePrompts,
            write_image_prompts(scenario),
            schema=narrowed(
                ImagePrompts,
                values={"name": names},
                counts={"characters": len(names), "panels": len(scenario.panels)},
            ),
            check=lambda reply: image_prompt_errors(reply, scenario),
        )
