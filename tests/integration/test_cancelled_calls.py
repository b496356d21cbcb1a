"""A storm of cancelled model calls: every pool is whole afterwards, and no answer went astray."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
import pytest

from app.config.settings import Settings
from app.embedded.endpoints import Endpoints
from app.services.llm.protocol import Message, ModelRequest, TextModel
from tests.gateway_server import gateway_settings
from workers.engine import Connections, connect
from workers.models import initialize_llm_async
from workers.workshop import open_workshop

CONCURRENCY = 16
CALLERS = 48  # so that two of three wait for a place
ANSWERED = 0.1  # of all calls
LONGEST_SECONDS = 0.08
AFTERWARDS_SECONDS = 20


@dataclass
class Screen:
    """A TextSink."""

    text: str = ""

    async def write(self, text: str) -> None:
        self.text += text

    async def reset(self) -> None:
        self.text = ""


@dataclass
class Storm:
    """Who calls, and what came back."""

    model: TextModel
    chance: random.Random = field(default_factory=lambda: random.Random(4))
    cancelled: int = 0
    answered: int = 0

    async def blow(self, calls: int) -> None:
        """``calls`` cancelled calls between some that may end."""
        async with asyncio.TaskGroup() as group:
            for _ in range(CALLERS):
                group.create_task(self._call_again_and_again(calls))

    async def _call_again_and_again(self, calls: int) -> None:
        while self.cancelled < calls:
            calling = asyncio.create_task(self.call(self.chance.random() < 0.5))
            if self.chance.random() > ANSWERED:
                await asyncio.sleep(self.chance.random() * LONGEST_SECONDS)
                calling.cancel()
            try:
                await calling
                self.answered += 1
            except asyncio.CancelledError:
                self.cancelled += 1

    async def call(self, streamed: bool) -> None:
        """One call whose answer can only be its own."""
        mark = f"수달{self.chance.randrange(10**12)}"
        prompt = f"{mark}은 강가에서 물고기를 잡으며 산다. 이 글을 한 문장으로 요약해 주세요."
        request = ModelRequest("storm", (Message("user", prompt),), max_tokens=200)
        if streamed:
            screen = Screen()
            completion = await self.model.stream(request, screen)
            assert screen.text == completion.text
        else:
            completion = await self.model.complete(request)
        assert mark in completion.text


@asynccontextmanager
async def _models(
    endpoints: Endpoints, settings: Settings
) -> AsyncIterator[tuple[Connections, TextModel]]:
    async with (
        connect(endpoints, settings) as connections,
        open_workshop(settings, endpoints, connections) as workshop,
    ):
        yield connections, (await initialize_llm_async(workshop)).service


async def _storm(
    endpoints: Endpoints, sandbox: str, directory: Path, calls: int, vendor: str = "chat"
) -> None:
    settings = gateway_settings(
        endpoints, directory, LLM_MAX_CONCURRENCY=CONCURRENCY, **_one_model(vendor, sandbox)
    )
    async with (
        httpx2.AsyncClient(base_url=sandbox) as control,
        _models(endpoints, settings) as (connections, model),
    ):
        await control.put("/control/latency", json={vendor: 0.02})
        storm = Storm(model)
        await storm.blow(calls)
        assert storm.cancelled >= calls
        assert storm.answered > 0

        # Longer than a busy host takes to begin them all.
        await control.put("/control/latency", json={vendor: 1.5})
        async with asyncio.timeout(AFTERWARDS_SECONDS):
            await asyncio.gather(*(storm.call(streamed=True) for _ in range(CONCURRENCY)))
            model_calls = (await control.get("/control/calls")).json()[vendor]
            while model_calls["in_flight"]:
                await asyncio.sleep(0.05)
                model_calls = (await control.get("/control/calls")).json()[vendor]
        # Never more, and now again as many.
        assert model_calls["max_in_flight"] == CONCURRENCY
        held = await connections.db.fetchval("SELECT count(*) FROM slots WHERE holder IS NOT NULL")
        assert held == 0


def _one_model(vendor: str, sandbox: str) -> dict[str, str]:
    if vendor == "gemini":
        return {"GEMINI_API_ENDPOINT": sandbox, "GEMINI_API_KEY": "sandbox"}
    return {"LLM_API_ENDPOINT": f"{sandbox}/v1/chat/completions", "LLM_API_KEY": "sandbox"}


@pytest.mark.parametrize(("vendor", "calls"), [("chat", 300), ("gemini", 100)])
async def test_a_storm_of_cancelled_calls(
    endpoints: Endpoints, sandbox_url: str, tmp_path: Path, vendor: str, calls: int
) -> None:
    await _storm(endpoints, sandbox_url, tmp_path, calls, vendor)


@pytest.mark.faults
@pytest.mark.timeout(900)
async def test_ten_thousand_cancelled_calls(
    endpoints: Endpoints, sandbox_url: str, tmp_path: Path
) -> None:
    await _storm(endpoints, sandbox_url, tmp_path, calls=10_000)
