"""An endpoint's limits."""

import asyncio
from collections.abc import AsyncGenerator

import pytest

from app.domain.errors import ProviderTimeout
from app.services.llm.client import Piece
from app.services.llm.protocol import ModelRequest
from app.services.llm.reception import Limits
from tests.language_models import Setup, endpoint_of

LIMITS = Limits(whole=0.05, first_piece=20, silence=20, stream=20)


class Slow:
    """A ModelClient that takes its time."""

    async def complete(self, model: str, request: ModelRequest) -> Piece:
        await asyncio.sleep(0.2)
        return Piece("답", "stop")

    async def stream(self, model: str, request: ModelRequest) -> AsyncGenerator[Piece]:
        yield await self.complete(model, request)

    async def probe(self, model: str) -> None:
        pass


async def test_what_takes_long_by_nature_may_take_longer() -> None:
    endpoint = endpoint_of(Slow(), Setup(limits=LIMITS))
    for seconds in (None, 0.01):
        with pytest.raises(ProviderTimeout):
            await endpoint.call("slow", ModelRequest("step", (), seconds=seconds), None, patience=0)
    answer = await endpoint.call("slow", ModelRequest("step", (), seconds=10), None, patience=0)
    assert answer.text == "답"
