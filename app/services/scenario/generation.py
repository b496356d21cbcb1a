"""Stories from a language model: asked for, judged, written again at most twice, then mended."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import structlog
from pydantic import BaseModel, ConfigDict

from app.domain.errors import BadReply, ProviderError
from app.domain.scenario import EditOrder, NewOrder, StoryResult
from app.services.llm.protocol import Prompt, StructuredModel, TextSink
from app.services.scenario.prompts import edit_prompt, new_prompt, story_schema
from app.services.scenario.safety import SafetyRules
from app.services.scenario.streaming import StreamingHandler
from app.services.scenario.validator import Examined, StoryValidator

Order = EditOrder | NewOrder

NOT_JSON = "편집된 시나리오가 유효한 JSON 형식이 아닙니다."
NOT_MADE = "스토리 편집에 실패했습니다."

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class StoryModel:
    """A language model, and what its stories are held to.

    ``name`` is the model that is asked; a call of it may take ``seconds``, streamed or not.
    """

    model: StructuredModel
    name: str | None
    safety: SafetyRules
    most_tokens: int
    seconds: float


class StoryReply(BaseModel):
    """Read as leniently as can be: the validator says what is wrong, turn by turn."""

    model_config = ConfigDict(extra="ignore")

    turns: list[Any]


async def generate_game_data_async(story_model: StoryModel, order: Order) -> StoryResult:
    """The story that ``order`` wants. Raises a ProviderError when there is none."""
    return await _generate(story_model, order, None)


async def generate_game_data_stream(
    story_model: StoryModel, order: Order, handler: StreamingHandler
) -> StoryResult:
    """Likewise, and ``handler`` shows the text as it comes."""
    return await _generate(story_model, order, handler)


async def _generate(story_model: StoryModel, order: Order, sink: TextSink | None) -> StoryResult:
    # A client's story may be megabytes long.
    validator = await asyncio.to_thread(StoryValidator.of, order, story_model.safety)
    schema = story_schema(validator.original, validator.wish, new=validator.new)
    drafts: list[Examined] = []

    def check(reply: StoryReply) -> list[str]:
        drafts.append(validator.examine(reply.turns))
        return [breach.sentence for breach in drafts[-1].breaches]

    try:
        await story_model.model.ask(
            StoryReply,
            await asyncio.to_thread(_prompt, story_model, order),
            schema=schema,
            check=check,
            sink=sink,
        )
    except ProviderError as exc:
        log.warning("story_not_clean", reason=exc.slug, drafts=len(drafts))
        return _best(validator, order, drafts, exc)
    return _result(validator, order, drafts[-1])


def _prompt(story_model: StoryModel, order: Order) -> Prompt:
    if isinstance(order, EditOrder):
        prompt = edit_prompt(order, story_model.most_tokens)
    else:
        prompt = new_prompt(order, story_model.most_tokens)
    return replace(prompt, model=story_model.name, seconds=story_model.seconds)


def _best(
    validator: StoryValidator, order: Order, drafts: Sequence[Examined], cause: ProviderError
) -> StoryResult:
    """The draft with the least to mend, the latest of equals; the error when none can be."""
    mended = [draft for draft in drafts if draft.story is not None]
    if mended:
        best = min(reversed(mended), key=lambda draft: len(draft.breaches))
        return _result(validator, order, best)
    if type(cause) is not BadReply:
        raise cause
    if not drafts:
        raise BadReply(f"{NOT_JSON} {cause.detail}") from cause
    hopeless = next(breach for breach in drafts[-1].breaches if breach.mended is None)
    raise BadReply(f"{NOT_MADE} {hopeless.sentence}") from cause


def _result(validator: StoryValidator, order: Order, draft: Examined) -> StoryResult:
    return StoryResult(
        chapterId=order.chapter_id,
        story=validator.text(draft.story or ()),
        warnings=[breach.warning for breach in draft.breaches],
    )
