"""A model that is asked only so often at a time."""

import asyncio
from collections.abc import Callable

from app.domain.task import Json
from app.services.llm.protocol import Prompt, Reply, StructuredModel, TextSink


class CappedModel:
    """Implements StructuredModel over another one; the limit holds for all who share it."""

    def __init__(self, model: StructuredModel, at_once: int) -> None:
        self._model = model
        self._gate = asyncio.Semaphore(at_once)

    async def ask(
        self,
        reply_type: type[Reply],
        prompt: Prompt,
        *,
        schema: Json | None = None,
        check: Callable[[Reply], list[str]] | None = None,
        sink: TextSink | None = None,
    ) -> Reply:
        """See StructuredModel; waits for its turn."""
        async with self._gate:
            return await self._model.ask(reply_type, prompt, schema=schema, check=check, sink=sink)
