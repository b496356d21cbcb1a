"""A story: one edit or a new one.

A story comes in thousands of pieces, each of which costs more than all of them at once: they are
taken one by one only where somebody may be looking.
"""

from dataclasses import dataclass

from app.domain.current_run import warnings
from app.domain.scenario import ScenarioPayload, StoryResult
from app.domain.task import Event
from app.services.scenario.generation import (
    StoryModel,
    generate_game_data_async,
    generate_game_data_stream,
)
from app.services.scenario.guarding import GuardedText
from app.services.scenario.streaming import StreamingHandler
from app.tasks.outcome import Outcome
from app.tasks.runs import Run
from workers.protocol import OpenTokens


@dataclass(frozen=True)
class ScenarioHandler:
    """One per process."""

    model: StoryModel
    open_tokens: OpenTokens

    async def __call__(self, run: Run, payload: ScenarioPayload) -> Outcome:
        """Write it, and hand back what clients get."""
        if payload.shown:
            story = await self._shown(run, payload)
        else:
            story = await generate_game_data_async(self.model, payload.order)
        story = story.model_copy(update={"warnings": [*story.warnings, *warnings()]})
        return Outcome(story.model_dump(mode="json"))

    async def _shown(self, run: Run, payload: ScenarioPayload) -> StoryResult:
        async def told(turn: int, draft: int) -> None:
            await run.tell(Event("turn_started", {"turn": turn, "draft": draft}))

        async with self.open_tokens(run) as tokens:
            handler = StreamingHandler(GuardedText(tokens, self.model.safety), told)
            return await generate_game_data_stream(self.model, payload.order, handler)
