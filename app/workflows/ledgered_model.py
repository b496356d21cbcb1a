"""Model calls as steps of the run's ledger: a finished call is never paid for twice."""

import hashlib
import json
from collections.abc import Callable

from app.domain.steps import StepLedger, step_key
from app.domain.task import Json
from app.services.llm.protocol import Prompt, Reply, StructuredModel, TextSink


class LedgeredModel:
    """Implements StructuredModel over another one."""

    def __init__(self, model: StructuredModel, ledger: StepLedger) -> None:
        self._model = model
        self._ledger = ledger

    async def ask(
        self,
        reply_type: type[Reply],
        prompt: Prompt,
        *,
        schema: Json | None = None,
        check: Callable[[Reply], list[str]] | None = None,
        sink: TextSink | None = None,
    ) -> Reply:
        """The stored answer to the same prompt, pictures and shape (it passed), or a new one."""
        shape = schema or reply_type.model_json_schema()
        key = step_key(
            prompt.name,
            prompt.system,
            prompt.user,
            json.dumps(shape, ensure_ascii=False, sort_keys=True),
            *(hashlib.sha256(picture.data).hexdigest() for picture in prompt.pictures),
        )
        return await self._ledger.once(
            key,
            lambda: self._model.ask(reply_type, prompt, schema=schema, check=check, sink=sink),
            reply_type,
        )
