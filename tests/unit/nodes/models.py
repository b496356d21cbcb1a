"""Structured models for node tests: one that answers what is written down, and the sandbox's."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from app.services.llm.service import LLMService
from tests.language_models import service_at
from tests.unit.services.llm.scripted_server import Script, ScriptedServer, json_reply, scripted


@asynccontextmanager
async def model_at(endpoint: str) -> AsyncIterator[LLMService]:
    """The real service on an OpenAI-compatible server."""
    async with service_at(endpoint, tries=1) as service:
        yield service


@asynccontextmanager
async def scripted_model(
    *replies: dict[str, object],
) -> AsyncIterator[tuple[LLMService, ScriptedServer]]:
    """The real service on a server that gives ``replies`` in turn."""
    scripts: list[Script] = [json_reply(reply) for reply in replies]
    async with scripted(*scripts) as server, model_at(server.endpoint) as model:
        yield model, server
