"""A story: one edit or a new one, shown while it is written."""

from dataclasses import dataclass

from redis.asyncio import Redis

from app.domain.scenario import ScenarioPayload
from app.domain.task import Event
from app.services.scenario.generation import StoryModel, generate_game_data_stream
from app.services.scenario.streaming import StreamingHandler
from app.tasks.outcome import Outcome
from app.tasks.runs import Run
from app.tasks.tokens import TokenWriter


@dataclass(frozen=True)
class ScenarioHandler:
    """One per process."""

    model: StoryModel
    redis: Redis
    token_seconds: float

    async def __call__(self, run: Run, payload: ScenarioPayload) -> Outcome:
        """Write it, and hand back what clients get."""

        async def told(turn: int, draft: int) -> None:
            await run.tell(Event("turn_started", {"turn": turn, "draft": draft}))

        async with TokenWriter(
            self.redis, run.id, run.claim.attempt, keep_seconds=self.token_seconds
        ) as tokens:
            handler = StreamingHandler(tokens, told)
            story = await generate_game_data_stream(self.model, payload.order, handler)
        return Outcome(story.model_dump(mode="json"))
