"""A reply, received within its limits and known to be whole. What it is worth is judged later."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from math import inf

from app.domain.errors import BadReply, EmptyReply, ProviderTimeout, ProviderUnavailable
from app.domain.storable import storable
from app.services.llm.client import Finish, ModelClient, Piece
from app.services.llm.protocol import ModelRequest, TextSink
from app.services.llm.thinking import AnswerFilter, strip_thinking

TEXT_MAX = 1_000_000  # characters, thoughts included: more than any model's limit of tokens allows
_MODEL_MAX = 200
_COUNT_MAX = 1_000_000_000


@dataclass(frozen=True)
class Limits:
    """Seconds. A stream has one for its first text, one between pieces, and one in all."""

    whole: float
    first_piece: float
    silence: float
    stream: float


class OutOfTime(ProviderTimeout):
    """언어 모델의 답을 기다릴 시간이 더 남지 않았습니다."""


@dataclass(frozen=True)
class Received:
    """A whole reply without its ``<think>`` blocks."""

    text: str
    finish: Finish
    model: str
    prompt_tokens: int | None
    completion_tokens: int | None


async def receive(
    client: ModelClient, model: str, request: ModelRequest, limits: Limits, left: float = inf
) -> Received:
    """One call, answered at once. ``left``: seconds that may be less than its limit."""
    async with _in_time(request.seconds or limits.whole, left, "제때 답하지 않았습니다"):
        piece = await client.complete(model, request)
    _check_length(len(piece.text))
    return _whole(piece, strip_thinking(storable(piece.text)))


async def receive_stream(
    client: ModelClient,
    model: str,
    request: ModelRequest,
    limits: Limits,
    sink: TextSink,
    left: float = inf,
) -> Received:
    """Likewise, with the answer in ``sink`` as it comes."""
    loop = asyncio.get_running_loop()
    answer = _Answer(sink)
    known, length = Piece(), 0
    first = loop.time() + limits.first_piece
    async with (
        _in_time(request.seconds or limits.stream, left, "답을 끝내지 못했습니다"),
        asyncio.timeout(limits.first_piece) as silence,
        aclosing(client.stream(model, request)) as pieces,
    ):
        async for piece in pieces:
            silence.reschedule(None)
            length += len(piece.text)
            _check_length(length)
            await answer.take(storable(piece.text))
            known = _updated(known, piece)
            # Servers say whose turn it is at once, and the first word much later.
            patience = first if not length else 0
            silence.reschedule(max(patience, loop.time() + limits.silence))
            # Pieces that came together are read without a pause: others must get on, too.
            await asyncio.sleep(0)
    return _whole(known, await answer.end())


def judged(reply: Received, request: ModelRequest) -> str:
    """The answer's text. Raises BadReply when it is none.

    A text that reached its limit of tokens is worth having, half a JSON object is not.
    """
    if reply.finish == "refused":
        raise BadReply("언어 모델이 답하기를 거절했습니다.")
    if reply.finish == "length" and (request.json_schema is not None or not reply.text):
        raise BadReply("언어 모델의 답이 길이 제한에 걸려 중간에 잘렸습니다.")
    if not reply.text:
        raise EmptyReply("언어 모델이 빈 답을 보냈습니다.")
    return reply.text


class _Answer:
    """The answer as it grows in the sink."""

    def __init__(self, sink: TextSink) -> None:
        self._sink = sink
        self._filter = AnswerFilter()
        self._written: list[str] = []

    async def take(self, text: str) -> None:
        said = self._filter.feed(text)
        if said.void and self._written:
            self._written.clear()
            await self._sink.reset()
        await self._write(said.text)

    async def end(self) -> str:
        await self._write(self._filter.end().text)
        return "".join(self._written)

    async def _write(self, text: str) -> None:
        if text:
            self._written.append(text)
            await self._sink.write(text)


def _updated(known: Piece, piece: Piece) -> Piece:
    return Piece(
        finish=piece.finish or known.finish,
        model=piece.model or known.model,
        prompt_tokens=_newer(piece.prompt_tokens, known.prompt_tokens),
        completion_tokens=_newer(piece.completion_tokens, known.completion_tokens),
    )


def _newer(told: int | None, known: int | None) -> int | None:
    return known if told is None else told


def _whole(piece: Piece, text: str) -> Received:
    """A connection can end in good order in the middle of a reply: only its finish tells."""
    if piece.finish is None:
        raise ProviderUnavailable("언어 모델의 답이 끝까지 오지 않았습니다.")
    return Received(
        text=text,
        finish=piece.finish,
        model=storable(piece.model)[:_MODEL_MAX],
        prompt_tokens=_count(piece.prompt_tokens),
        completion_tokens=_count(piece.completion_tokens),
    )


def _count(told: int | None) -> int | None:
    """A number that nobody can believe is as good as none."""
    return told if told is not None and 0 <= told <= _COUNT_MAX else None


def _check_length(length: int) -> None:
    if length > TEXT_MAX:
        raise BadReply(f"언어 모델의 답이 너무 깁니다 ({TEXT_MAX:,}자 초과).")


@asynccontextmanager
async def _in_time(limit: float, left: float, what: str) -> AsyncIterator[None]:
    """In all. A call that had less than its limit was out of time, not stuck."""
    try:
        async with asyncio.timeout(min(limit, left)) as whole:
            yield
    except TimeoutError:
        if left < limit and whole.expired():
            raise OutOfTime from None
        raise ProviderTimeout(f"언어 모델 서버가 {what}.") from None
