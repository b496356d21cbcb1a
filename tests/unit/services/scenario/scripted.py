"""A language model whose answers a test wrote, behind the real service that asks and repairs."""

from collections.abc import Iterable, Sequence

from app.domain.errors import ProviderError
from app.services.llm.protocol import Completion, ModelRequest, TextSink
from app.services.llm.service import LLMService
from app.services.scenario.generation import StoryModel
from tests.unit.services.scenario.stories import SAFETY

Answer = str | ProviderError


class ScriptedModel:
    """Implements TextModel: one answer after another, the last one for ever."""

    def __init__(self, answers: Iterable[Answer]) -> None:
        self._answers = list(answers)
        self.requests: list[ModelRequest] = []

    async def complete(self, request: ModelRequest) -> Completion:
        self.requests.append(request)
        answer = self._answers[min(len(self.requests), len(self._answers)) - 1]
        if isinstance(answer, ProviderError):
            raise answer
        return Completion(answer, 1, 1, "scripted")

    async def stream(self, request: ModelRequest, sink: TextSink) -> Completion:
        completion = await self.complete(request)
        for start in range(0, len(completion.text), 7):
            await sink.write(completion.text[start : start + 7])
        return completion


def story_model(answers: Sequence[Answer]) -> tuple[StoryModel, ScriptedModel]:
    """What handlers hold, over those answers."""
    model = ScriptedModel(answers)
    return StoryModel(LLMService(model), "gemini-2.5-flash", SAFETY, 16_384, 180), model
