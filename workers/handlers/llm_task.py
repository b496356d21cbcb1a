"""An LLM task: one call, shown while it is made."""

from dataclasses import dataclass

from app.domain.llm_task import LlmAnswer, LlmTaskPayload, TokenUsage
from app.services.llm.protocol import Message, ModelRequest, TextModel
from app.tasks.outcome import Outcome
from app.tasks.runs import Run
from workers.protocol import OpenTokens


@dataclass(frozen=True)
class LlmTaskHandler:
    """One per process."""

    model: TextModel
    open_tokens: OpenTokens

    async def __call__(self, run: Run, payload: LlmTaskPayload) -> Outcome:
        """Ask, and hand back what was answered."""
        async with self.open_tokens(run) as tokens:
            completion = await self.model.stream(_request(payload, run.claim.owner), tokens)
        answer = LlmAnswer(
            generated_text=completion.text,
            finish_reason=completion.finish,
            model=completion.model,
            usage=TokenUsage(
                prompt_tokens=completion.prompt_tokens,
                completion_tokens=completion.completion_tokens,
            ),
            warnings=completion.warnings,
        )
        return Outcome(answer.model_dump(mode="json"))


def _request(payload: LlmTaskPayload, owner: str) -> ModelRequest:
    return ModelRequest(
        name=payload.task_type,
        messages=tuple(Message(each.role, each.content) for each in payload.messages),
        model=payload.model,
        temperature=payload.temperature,
        max_tokens=payload.max_tokens,
        stop=tuple(payload.stop),
        cache=owner if payload.cache else None,
    )
