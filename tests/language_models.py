"""The real LLM service over servers that a test runs."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from app.services.llm.breaker import Breaker
from app.services.llm.cache import ResponseCache
from app.services.llm.client import ModelClient
from app.services.llm.endpoint import Endpoint, Place, UsageRecorder
from app.services.llm.gemini import open_gemini
from app.services.llm.openai_compatible import open_openai_compatible
from app.services.llm.reception import Limits
from app.services.llm.routed import RoutedModel
from app.services.llm.routing import Routes
from app.services.llm.service import LLMService
from app.services.slots import Slots
from tests.free_slots import FreeSlots

LIMITS = Limits(whole=20, first_piece=20, silence=20, stream=20)


@dataclass
class Notes:
    """Implements TextSink: what a reader sees, and how often it vanished."""

    text: str = ""
    pieces: list[str] = field(default_factory=list)
    resets: int = 0

    async def write(self, text: str) -> None:
        self.pieces.append(text)
        self.text += text

    async def reset(self) -> None:
        self.resets += 1
        self.text = ""


@dataclass(frozen=True)
class Setup:
    """How a test's endpoint differs from the usual."""

    name: str = "llama3"
    key: str | None = "test-key"
    limits: Limits = LIMITS
    concurrency: int = 8
    fallback: str | None = None
    slots: Slots = field(default_factory=FreeSlots)
    breaker: Breaker = field(default_factory=lambda: Breaker(failures=100, rest=1))
    usage: UsageRecorder | None = None


@asynccontextmanager
async def openai_client(address: str, key: str | None = "test-key") -> AsyncIterator[ModelClient]:
    async with open_openai_compatible(
        endpoint=address, api_key=key, timeout=20, connections=9
    ) as client:
        yield client


@asynccontextmanager
async def gemini_client(
    address: str, key: str = "test-key", thinking_budget: int | None = None
) -> AsyncIterator[ModelClient]:
    async with open_gemini(
        endpoint=address, api_key=key, thinking_budget=thinking_budget, timeout=20, connections=9
    ) as client:
        yield client


def endpoint_of(client: ModelClient, setup: Setup) -> Endpoint:
    place = Place(setup.name, "llm", setup.name, setup.concurrency, setup.fallback)
    return Endpoint(
        place,
        client,
        setup.slots,
        limits=setup.limits,
        breaker=setup.breaker,
        usage=setup.usage,
    )


def service_over(
    *endpoints: Endpoint, tries: int = 3, cache: ResponseCache | None = None
) -> LLMService:
    return LLMService(RoutedModel(Routes(endpoints), tries=tries, cache=cache))


@asynccontextmanager
async def service_at(
    address: str, setup: Setup | None = None, *, tries: int = 3
) -> AsyncIterator[LLMService]:
    """On one OpenAI-compatible server."""
    setup = setup or Setup()
    async with openai_client(address, setup.key) as client:
        yield service_over(endpoint_of(client, setup), tries=tries)


async def turns_beside(work: "asyncio.Task[Any]") -> int:
    """How often the loop came round to somebody else until ``work`` was done."""
    turns = 0
    while not work.done():
        await asyncio.sleep(0)
        turns += 1
    work.result()
    return turns
