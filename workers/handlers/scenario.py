"""A story: one edit or a new one.

Its turns are told as they begin. Its text is shown where somebody may be looking: writing each of
its thousands of pieces down costs more than the rest of the work.
"""

from dataclasses import dataclass

from app.domain.current_run import warnings
from app.domain.scenario import ScenarioPayload, StoryResult
from app.domain.task import Event
from app.services.llm.protocol import TextSink
from app.services.scenario.generation import StoryModel, generate_game_data_stream
from app.services.scenario.guarding import GuardedText, Unseen
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
        story = await (self._shown if payload.shown else self._unseen)(run, payload)
        story = story.model_copy(update={"warnings": [*story.warnings, *warnings()]})
        return Outcome(story.model_dump(mode="json"))

    async def _shown(self, run: Run, payload: ScenarioPayload) -> StoryResult:
        async with self.open_tokens(run) as tokens:
            return await self._told(run, payload, GuardedText(tokens, self.model.safety))

    async def _unseen(self, run: Run, payload: ScenarioPayload) -> StoryResult:
        return await self._told(run, payload, Unseen())

    async def _told(self, run: Run, payload: ScenarioPayload, sink: TextSink) -> StoryResult:
        async def told(turn: int, draft: int) -> None:
            await run.tell(Event("turn_started", {"turn": turn, "draft": draft}))

        handler = StreamingHandler(sink, told)
        return await generate_game_data_stream(self.model, payload.order, handler)
