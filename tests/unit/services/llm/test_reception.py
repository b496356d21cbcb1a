"""What no database can hold is in no answer, whole or streamed."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import replace

import pytest

from app.domain.errors import BadReply, ProviderTimeout
from app.services.llm import reception
from app.services.llm.client import Piece
from app.services.llm.protocol import Message, ModelRequest
from app.services.llm.reception import receive, receive_stream
from tests.language_models import LIMITS, Notes, turns_beside

REQUEST = ModelRequest("test", (Message("user", "안녕?"),))


class OddModel:
    """Says NUL and half a character."""

    async def complete(self, model: str, request: ModelRequest) -> Piece:
        return Piece("수\x00달\ud83d", "stop", model)

    async def stream(self, model: str, request: ModelRequest) -> AsyncGenerator[Piece]:
        yield Piece("수\x00")
        yield Piece("달\ud83d", "stop", model)

    async def probe(self, model: str) -> None:
        """Nothing is asked."""


async def test_a_whole_reply() -> None:
    assert (await receive(OddModel(), "odd", REQUEST, LIMITS)).text == "수달?"


async def test_a_streamed_reply() -> None:
    notes = Notes()
    reply = await receive_stream(OddModel(), "odd", REQUEST, LIMITS, notes)
    assert reply.text == notes.text == "수달?"


class HastyModel(OddModel):
    """Has everything ready at once."""

    async def stream(self, model: str, request: ModelRequest) -> AsyncGenerator[Piece]:
        for _ in range(1_000):
            yield Piece("수")
        yield Piece("달", "stop", model)


async def test_pieces_that_come_together_let_others_get_on() -> None:
    receiving = asyncio.create_task(receive_stream(HastyModel(), "hasty", REQUEST, LIMITS, Notes()))
    assert await turns_beside(receiving) >= 1_000


class BoastfulModel(OddModel):
    """Calls itself what no row can hold, and counts what nobody can believe."""

    async def complete(self, model: str, request: ModelRequest) -> Piece:
        return Piece("달", "stop", "<m>\x00" + "x" * 10_000, 10**30, -5)


async def test_what_it_says_of_itself_can_be_kept() -> None:
    reply = await receive(BoastfulModel(), "boastful", REQUEST, LIMITS)
    assert (reply.prompt_tokens, reply.completion_tokens) == (None, None)
    assert reply.model == "<m>" + "x" * 197


class LateModel(OddModel):
    """Says at once whose turn it is, and thinks before the first word."""

    async def stream(self, model: str, request: ModelRequest) -> AsyncGenerator[Piece]:
        yield Piece()
        await asyncio.sleep(0.3)
        yield Piece("달")
        await asyncio.sleep(0.3)
        yield Piece("", "stop", model)


async def test_the_first_word_has_its_own_limit_and_the_next_one_too() -> None:
    limits = replace(LIMITS, first_piece=5, silence=0.1)
    notes = Notes()
    with pytest.raises(ProviderTimeout):
        await receive_stream(LateModel(), "late", REQUEST, limits, notes)
    assert notes.text == "달"
    hasty = replace(LIMITS, first_piece=0.2, silence=0.1)
    with pytest.raises(ProviderTimeout):
        await receive_stream(LateModel(), "late", REQUEST, hasty, Notes())


class EndlessModel(OddModel):
    """Never stops by itself."""

    async def complete(self, model: str, request: ModelRequest) -> Piece:
        return Piece("달" * 101, "stop", model)

    async def stream(self, model: str, request: ModelRequest) -> AsyncGenerator[Piece]:
        while True:
            yield Piece("달" * 10)


async def test_no_answer_grows_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reception, "TEXT_MAX", 100)
    with pytest.raises(BadReply, match="너무 깁니다"):
        await receive(EndlessModel(), "endless", REQUEST, LIMITS)
    notes = Notes()
    with pytest.raises(BadReply, match="너무 깁니다"):
        await receive_stream(EndlessModel(), "endless", REQUEST, LIMITS, notes)
    assert len(notes.text) <= 100
