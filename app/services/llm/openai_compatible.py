"""Any OpenAI-compatible server (vLLM and the like), through langchain-openai."""

import base64
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import replace
from typing import Any, cast

import httpx2
from langchain_core.messages import AIMessage, AIMessageChunk
from langchain_openai import ChatOpenAI
from pydantic import SecretStr

from app.config.provider_settings import LimitField
from app.domain.task import Json
from app.services.llm.client import Finish, Piece
from app.services.llm.openai_errors import openai_errors
from app.services.llm.protocol import Message, ModelRequest, Picture
from app.services.llm.thinking import THINK
from app.services.llm.wire import open_model_connections

NO_KEY = "EMPTY"  # what vLLM's documents send where no key is wanted; the client insists on one

# Servers have words of their own for an end ("eos", "stop_sequence"): any word is one.
_FINISH: dict[str, Finish] = {"length": "length", "content_filter": "refused"}


@asynccontextmanager
async def open_openai_compatible(
    *,
    endpoint: str,
    api_key: str | None,
    timeout: float,
    connections: int,
    limit_field: LimitField = "max_tokens",
    starts_thinking: bool = False,
) -> AsyncIterator["OpenAICompatibleClient"]:
    """The client with connections of its own, closed at the end.

    ``timeout`` bounds each silence on the wire; ``limit_field`` is what the server calls a reply's
    limit of tokens. ``starts_thinking``: its chat template opens the first ``<think>`` block.
    """
    patience = httpx2.Timeout(connect=min(5.0, timeout), read=timeout, write=timeout, pool=timeout)
    async with open_model_connections(connections, patience) as http:
        yield OpenAICompatibleClient(
            endpoint, api_key, http, limit_field=limit_field, starts_thinking=starts_thinking
        )


def base_url(endpoint: str) -> str:
    """The API's root: the documents name the whole path of chat completions."""
    return endpoint.rstrip("/").removesuffix("/chat/completions")


class OpenAICompatibleClient:
    """Implements ModelClient."""

    def __init__(
        self,
        endpoint: str,
        api_key: str | None,
        http: httpx2.AsyncClient,
        *,
        limit_field: LimitField = "max_tokens",
        starts_thinking: bool = False,
    ) -> None:
        self._limit_field = limit_field
        self._starts_thinking = starts_thinking
        self._chat = ChatOpenAI(
            base_url=base_url(endpoint),
            api_key=SecretStr(api_key or NO_KEY),
            timeout=http.timeout,
            max_retries=0,
            stream_chunk_timeout=None,
            use_responses_api=False,
            http_async_client=http,
            # Never called; without both, langchain builds a client from the proxy variables.
            http_client=httpx2.Client(trust_env=False),
            http_socket_options=(),
        )

    async def complete(self, model: str, request: ModelRequest) -> Piece:
        """See ModelClient."""
        with openai_errors():
            options = _options(model, request, self._limit_field)
            piece = _piece(await self._chat.ainvoke(_messages(request), **options))
            return _as_thought(piece) if self._thinks_first(request) else piece

    async def stream(self, model: str, request: ModelRequest) -> AsyncGenerator[Piece]:
        """See ModelClient."""
        options = _options(model, request, self._limit_field)
        stream = self._chat.astream(_messages(request), stream_usage=True, **options)
        thinking = self._thinks_first(request)
        with openai_errors():
            async with aclosing(cast(AsyncGenerator[AIMessageChunk], stream)) as chunks:
                async for chunk in chunks:
                    piece = _piece(chunk)
                    yield _as_thought(piece) if thinking else piece
                    thinking = thinking and not piece.text

    async def probe(self, model: str) -> None:
        """See ModelClient. Which models it lists is its own affair: aliases need not be there."""
        with openai_errors():
            await self._chat.root_async_client.models.list()

    def _thinks_first(self, request: ModelRequest) -> bool:
        """A reply that is made by a schema begins with its answer."""
        return self._starts_thinking and request.json_schema is None


def _messages(request: ModelRequest) -> list[tuple[str, Any]]:
    return [(message.role, _content(message)) for message in request.messages]


def _content(message: Message) -> Any:
    if not message.pictures:
        return message.content
    pictures = [
        {"type": "image_url", "image_url": {"url": _data_url(picture)}}
        for picture in message.pictures
    ]
    return [{"type": "text", "text": message.content}, *pictures]


def _data_url(picture: Picture) -> str:
    return f"data:{picture.media_type};base64,{base64.b64encode(picture.data).decode()}"


def _options(model: str, request: ModelRequest, limit_field: LimitField) -> dict[str, Any]:
    options: dict[str, Any] = {
        "model": model,
        "temperature": request.temperature,
        # langchain-openai would rename a max_tokens argument to what OpenAI's own models want.
        "extra_body": {
            limit_field: request.max_tokens,
            **_response_format(request.name, request.json_schema),
        },
    }
    if request.stop:
        options["stop"] = list(request.stop)
    return options


def _response_format(name: str, schema: Json | None) -> dict[str, Any]:
    """As an extra field: a ``response_format`` argument would make the client parse the reply.

    Its parser raises for truncated and fenced replies, which we judge and repair ourselves.
    """
    if schema is None:
        return {}
    return {
        "response_format": {"type": "json_schema", "json_schema": {"name": name, "schema": schema}}
    }


def _piece(message: AIMessage) -> Piece:
    refused = bool(message.additional_kwargs.get("refusal"))
    finish = message.response_metadata.get("finish_reason")
    usage: dict[str, Any] = dict(message.usage_metadata or {})
    return Piece(
        text=message.text,
        finish="refused" if refused else _FINISH.get(finish, "stop") if finish else None,
        model=str(message.response_metadata.get("model_name") or ""),
        prompt_tokens=usage.get("input_tokens"),
        completion_tokens=usage.get("output_tokens"),
    )


def _as_thought(piece: Piece) -> Piece:
    """With the tag that the template had put before it; a piece without text stays empty."""
    return replace(piece, text=f"{THINK}{piece.text}") if piece.text else piece
