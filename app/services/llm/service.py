"""The policy around a language model: limits, retries, and JSON by schema with repairs."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace

import structlog

from app.domain.errors import BadReply
from app.domain.task import Json
from app.services.llm.outline import outline
from app.services.llm.protocol import (
    Completion,
    LanguageModel,
    ModelRequest,
    Prompt,
    Reply,
    TextSink,
)
from app.services.llm.reply import InvalidReply, read_reply
from app.services.retry import provider_tries
from app.services.slots import Slots

log = structlog.get_logger(__name__)

MAX_REPAIRS = 2

FORMAT_RULE = """

답은 아래 형식의 JSON 객체 하나뿐이다. 설명, 인사말, 코드 블록 표시를 붙이지 않는다.
// 뒤는 항목의 뜻과 제한이며 답에는 쓰지 않는다.
"""

REPAIR = """

방금 쓴 답에 잘못이 있다.

[방금 쓴 답]
{reply}

[잘못된 점]
{errors}

잘못된 점만 고쳐서 JSON 객체 전체를 다시 쓴다."""


class LLMService:
    """Implements TextModel and StructuredModel over one LanguageModel.

    ``tries`` bounds the calls made for one answer when the server fails; a repair is a new answer.
    """

    def __init__(
        self, model: LanguageModel, slots: Slots, *, endpoint: str, concurrency: int, tries: int
    ) -> None:
        self._model = model
        self._slots = slots
        self._endpoint = endpoint
        self._concurrency = concurrency
        self._here = asyncio.Semaphore(concurrency)
        self._tries = tries

    async def complete(self, request: ModelRequest) -> Completion:
        """See TextModel."""
        async for attempt in provider_tries(self._tries):
            with attempt:
                return await self._call(request, None)
        raise AssertionError("provider_tries ends with a result or an error")

    async def stream(self, request: ModelRequest, sink: TextSink) -> Completion:
        """See TextModel."""
        async for attempt in provider_tries(self._tries):
            with attempt:
                if attempt.num > 1:
                    await sink.reset()
                return await self._call(request, sink)
        raise AssertionError("provider_tries ends with a result or an error")

    async def ask(
        self,
        reply_type: type[Reply],
        prompt: Prompt,
        *,
        schema: Json | None = None,
        check: Callable[[Reply], list[str]] | None = None,
        sink: TextSink | None = None,
    ) -> Reply:
        """See StructuredModel."""
        schema = schema or reply_type.model_json_schema()
        question = replace(prompt, system=prompt.system + FORMAT_RULE + outline(schema))
        text, errors = "", [""]
        for repair in range(1 + MAX_REPAIRS):
            asked = _repairing(question, text, errors) if repair else question
            if sink is not None and repair:
                await sink.reset()
            try:
                text = (await self._answer(asked.request(schema), sink)).text
                return read_reply(text, reply_type, check)
            except BadReply as exc:
                text, errors = "", [exc.detail]
            except InvalidReply as exc:
                errors = exc.errors
            log.warning("llm_reply_invalid", step=prompt.name, repair=repair, errors=errors)
        raise BadReply(f"언어 모델이 형식에 맞는 답을 주지 못했습니다 ({prompt.name}: {errors[0]})")

    async def _answer(self, request: ModelRequest, sink: TextSink | None) -> Completion:
        return await (self.stream(request, sink) if sink is not None else self.complete(request))

    async def _call(self, request: ModelRequest, sink: TextSink | None) -> Completion:
        async with self._here, self._slots.hold(self._endpoint, self._concurrency):
            started = time.monotonic()
            if sink is None:
                completion = await self._model.complete(request)
            else:
                completion = await self._model.stream(request, sink.write)
        log.info(
            "llm_call",
            step=request.name,
            model=completion.model,
            seconds=round(time.monotonic() - started, 3),
            prompt_tokens=completion.prompt_tokens,
            completion_tokens=completion.completion_tokens,
        )
        return completion


def _repairing(question: Prompt, reply: str, errors: list[str]) -> Prompt:
    told = REPAIR.format(
        reply=reply or "(없음)", errors="\n".join(f"- {error}" for error in errors)
    )
    return replace(question, user=question.user + told)
