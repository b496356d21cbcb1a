"""JSON by schema from a model that writes text: asked, checked, and repaired by asking again."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

import structlog

from app.domain.errors import BadReply, EmptyReply
from app.domain.task import Json
from app.services.llm.outline import outline
from app.services.llm.protocol import (
    Completion,
    ModelRequest,
    Prompt,
    Reply,
    TextModel,
    TextSink,
)
from app.services.llm.reply import InvalidReply, read_reply

log = structlog.get_logger(__name__)

MAX_REPAIRS = 2
_LONG = 30_000  # characters

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
    """Implements TextModel and StructuredModel over a TextModel."""

    def __init__(self, model: TextModel) -> None:
        self._model = model

    async def complete(self, request: ModelRequest) -> Completion:
        """See TextModel."""
        return await self._model.complete(request)

    async def stream(self, request: ModelRequest, sink: TextSink) -> Completion:
        """See TextModel."""
        return await self._model.stream(request, sink)

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
                return await _read(text, reply_type, check)
            except EmptyReply:
                raise  # it was asked again often enough
            except BadReply as exc:
                text, errors = "", [exc.detail]
            except InvalidReply as exc:
                errors = exc.errors
            log.warning("llm_reply_invalid", step=prompt.name, repair=repair, errors=errors)
        raise BadReply(f"언어 모델이 형식에 맞는 답을 주지 못했습니다 ({prompt.name}: {errors[0]})")

    async def _answer(self, request: ModelRequest, sink: TextSink | None) -> Completion:
        return await (self.stream(request, sink) if sink is not None else self.complete(request))


async def _read(
    text: str, reply_type: type[Reply], check: Callable[[Reply], list[str]] | None
) -> Reply:
    """A long reply is judged beside the loop, which has others to serve."""
    if len(text) < _LONG:
        return read_reply(text, reply_type, check)
    return await asyncio.to_thread(read_reply, text, reply_type, check)


def _repairing(question: Prompt, reply: str, errors: list[str]) -> Prompt:
    told = REPAIR.format(
        reply=reply or "(없음)", errors="\n".join(f"- {error}" for error in errors)
    )
    return replace(question, user=question.user + told)
