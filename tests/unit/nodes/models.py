"""Structured models for node tests: one that answers what is written down, and the sandbox's."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from app.services.llm.openai_compatible import open_openai_compatible
from app.services.llm.service import LLMService
from tests.free_slots import FreeSlots
from tests.unit.services.llm.scripted_server import Script, ScriptedServer, json_reply, scripted


@asynccontextmanager
async def model_at(endpoint: str) -> AsyncIterator[LLMService]:
    """The real service on an OpenAI-compatible server."""
    async with open_openai_compatible(
        endpoint=endpoint, api_key=None, model="llama3", timeout=20, connections=4
    ) as model:
        yield LLMService(model, FreeSlots(), endpoint="llm", concurrency=4, tries=1)


@asynccontextmanager
async def scripted_model(
    *replies: dict[str, object],
) -> AsyncIterator[tuple[LLMService, ScriptedServer]]:
    """The real service on a server that gives ``replies`` in turn."""
    scripts: list[Script] = [json_reply(reply) for reply in replies]
    async with scripted(*scripts) as server, model_at(server.endpoint) as model:
        yield model, server
