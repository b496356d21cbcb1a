"""What a model server sends is bounded before the vendors' packages gather it."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import httpx2
import pytest

from app.domain.errors import BadReply
from app.services.llm import wire
from app.services.llm.client import ModelClient
from app.services.llm.protocol import Message, ModelRequest
from app.services.llm.reception import receive, receive_stream
from tests.language_models import LIMITS, Notes, gemini_client, openai_client
from tests.unit.services.llm.scripted_server import Answer, events, scripted

Opened = Callable[[str], AbstractAsyncContextManager[ModelClient]]

REQUEST = ModelRequest("test", (Message("user", "안녕?"),))
LINE_WITHOUT_END = Answer(
    body="data: " + "x" * 3_000_000, headers={"content-type": "text/event-stream"}
)
TOO_DEEP = events("[" * 200_000)


async def test_the_bound_counts_the_whole_reply(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "REPLY_MAX_BYTES", 100)
    async with (
        scripted(Answer(body="x" * 100), Answer(body="x" * 101)) as server,
        wire.open_model_connections(1, httpx2.Timeout(20)) as http,
    ):
        assert (await http.get(server.address)).text == "x" * 100
        with pytest.raises(BadReply):
            await http.get(server.address)


@pytest.mark.parametrize("opened", [openai_client, gemini_client])
async def test_no_vendor_gathers_more(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "REPLY_MAX_BYTES", 1_000_000)
    async with scripted(LINE_WITHOUT_END) as server:
        address = server.endpoint if opened is openai_client else server.address
        async with opened(address) as model:
            with pytest.raises(BadReply, match="너무 큽니다"):
                await receive_stream(model, "m", REQUEST, LIMITS, Notes())
            with pytest.raises(BadReply, match="너무 큽니다"):
                await receive(model, "m", REQUEST, LIMITS)


@pytest.mark.parametrize("opened", [openai_client, gemini_client])
async def test_json_of_any_depth_is_a_bad_reply(opened: Opened) -> None:
    async with scripted(TOO_DEEP) as server:
        address = server.endpoint if opened is openai_client else server.address
        async with opened(address) as model:
            with pytest.raises(BadReply):
                await receive_stream(model, "m", REQUEST, LIMITS, Notes())
