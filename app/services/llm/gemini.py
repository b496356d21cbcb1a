"""Google's Gemini, through google-genai's asynchronous client."""

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager

import httpx2
from google import genai
from google.genai import types

from app.services.llm.client import Finish, Piece
from app.services.llm.gemini_errors import gemini_errors
from app.services.llm.protocol import Message, ModelRequest
from app.services.llm.wire import open_model_connections

# A blocked prompt has no candidate; any other reason than these two is a refusal too.
_FINISH: dict[types.FinishReason, Finish] = {
    types.FinishReason.STOP: "stop",
    types.FinishReason.MAX_TOKENS: "length",
}
_PROBED_FOR = 60.0  # seconds
_CHOSEN_BY_NAME = "Both GOOGLE_API_KEY and GEMINI_API_KEY are set."
_MAY_NOT_THINK = "gemini-2.5-flash"
_ROLES = {"user": "user", "assistant": "model"}


def _is_true_here(record: logging.LogRecord) -> bool:
    """The library names a key of the environment even when it is given another."""
    return not record.getMessage().startswith(_CHOSEN_BY_NAME)


logging.getLogger("google_genai._api_client").addFilter(_is_true_here)


@asynccontextmanager
async def open_gemini(
    *, endpoint: str, api_key: str, thinking_budget: int | None, timeout: float, connections: int
) -> AsyncIterator["GeminiClient"]:
    """The client with connections of its own, closed at the end.

    ``thinking_budget`` is in tokens, which Gemini takes from the answer's: 0 is none, -1 its own
    choice, None the least that is known to be accepted.
    """
    async with open_model_connections(connections, httpx2.Timeout(timeout)) as http:
        options = types.HttpOptions(
            base_url=endpoint,
            api_version="v1beta",
            timeout=round(timeout * 1000),
            httpx_async_client=http,
            httpx_client=httpx2.Client(trust_env=False),  # never called
        )
        client = genai.Client(vertexai=False, api_key=api_key, http_options=options)
        yield GeminiClient(client, thinking_budget)


class GeminiClient:
    """Implements ModelClient."""

    def __init__(self, client: genai.Client, thinking_budget: int | None) -> None:
        self._models = client.aio.models
        self._thinking_budget = thinking_budget
        self._well_until = 0.0

    async def complete(self, model: str, request: ModelRequest) -> Piece:
        """See ModelClient."""
        with gemini_errors():
            response = await self._models.generate_content(
                model=model, contents=_contents(request), config=self._config(model, request)
            )
            return _piece(response)

    async def stream(self, model: str, request: ModelRequest) -> AsyncGenerator[Piece]:
        """See ModelClient.

        google-genai's generators close their connection when they are cancelled while they read,
        not when they are left between two pieces: so a task does nothing but read.
        """
        pieces: asyncio.Queue[Piece | None] = asyncio.Queue()  # no longer than the answer
        reading = asyncio.create_task(self._read(model, request, pieces))
        try:
            while (piece := await pieces.get()) is not None:
                yield piece
            await reading
        finally:
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)

    async def _read(
        self, model: str, request: ModelRequest, pieces: asyncio.Queue[Piece | None]
    ) -> None:
        try:
            with gemini_errors():
                responses = await self._models.generate_content_stream(
                    model=model, contents=_contents(request), config=self._config(model, request)
                )
                async for response in responses:
                    pieces.put_nowait(_piece(response))
                    await _let_others_on()
        finally:
            pieces.put_nowait(None)

    async def probe(self, model: str) -> None:
        """See ModelClient. Google counts calls: once well, it is not asked for a while."""
        if time.monotonic() < self._well_until:
            return
        with gemini_errors():
            await self._models.get(model=model)
        self._well_until = time.monotonic() + _PROBED_FOR

    def _config(self, model: str, request: ModelRequest) -> types.GenerateContentConfig:
        system = [message.content for message in request.messages if message.role == "system"]
        return types.GenerateContentConfig(
            system_instruction="\n\n".join(system) or None,
            temperature=request.temperature,
            max_output_tokens=request.max_tokens,
            stop_sequences=list(request.stop) or None,
            response_mime_type="application/json" if request.json_schema else None,
            response_json_schema=request.json_schema,
            thinking_config=self._thinking(model),
            automatic_function_calling=types.AutomaticFunctionCallingConfig(disable=True),
        )

    def _thinking(self, model: str) -> types.ThinkingConfig | None:
        """Models that can't think refuse any budget, and some that must think refuse 0."""
        budget = self._thinking_budget
        if budget is None and model.startswith(_MAY_NOT_THINK):
            budget = 0
        return None if budget is None else types.ThinkingConfig(thinking_budget=budget)


async def _let_others_on() -> None:
    """Responses that came together are read without a pause, and each takes long to understand.

    A cancellation that comes now must wait for the next read: only there it closes the connection.
    """
    try:
        await asyncio.sleep(0)
    except asyncio.CancelledError:
        if (task := asyncio.current_task()) is not None:
            task.cancel()


def _contents(request: ModelRequest) -> list[types.ContentUnion]:
    return [_content(message) for message in request.messages if message.role != "system"]


def _content(message: Message) -> types.Content:
    pictures = [
        types.Part.from_bytes(data=picture.data, mime_type=picture.media_type)
        for picture in message.pictures
    ]
    return types.Content(
        role=_ROLES[message.role], parts=[types.Part.from_text(text=message.content), *pictures]
    )


def _piece(response: types.GenerateContentResponse) -> Piece:
    usage = response.usage_metadata
    answered = _sum(usage.candidates_token_count, usage.thoughts_token_count) if usage else None
    return Piece(
        text=_text(response),
        finish=_finish(response),
        model=response.model_version or "",
        prompt_tokens=usage.prompt_token_count if usage else None,
        completion_tokens=answered,
    )


def _text(response: types.GenerateContentResponse) -> str:
    content = response.candidates[0].content if response.candidates else None
    parts = (content.parts or []) if content else []
    return "".join(part.text for part in parts if part.text and not part.thought)


def _finish(response: types.GenerateContentResponse) -> Finish | None:
    if response.prompt_feedback and response.prompt_feedback.block_reason:
        return "refused"
    reason = response.candidates[0].finish_reason if response.candidates else None
    if reason in (None, types.FinishReason.FINISH_REASON_UNSPECIFIED):
        return None
    return _FINISH.get(reason, "refused")


def _sum(*counts: int | None) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if known else None
