"""Any OpenAI-compatible server (vLLM and the like), through langchain-openai."""

import asyncio
import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx2
from langchain_core.messages import AIMessage, AIMessageChunk
from langchain_openai import ChatOpenAI
from pydantic import SecretStr

from app.domain.errors import BadReply
from app.domain.task import Json
from app.services.llm.openai_errors import openai_errors
from app.services.llm.protocol import Completion, Message, ModelRequest, Picture, Write
from app.services.llm.thinking import strip_thinking

NO_KEY = "EMPTY"  # what vLLM's documents send where no key is wanted; the client insists on one


@asynccontextmanager
async def open_openai_compatible(
    *, endpoint: str, api_key: str | None, model: str, timeout: float, connections: int
) -> AsyncIterator["OpenAICompatibleModel"]:
    """The model with an HTTP client of its own, closed at the end.

    Proxies in the environment are not for an address that the operator configured.
    """
    limits = httpx2.Limits(max_connections=connections, max_keepalive_connections=connections)
    patience = httpx2.Timeout(connect=min(5.0, timeout), read=timeout, write=timeout, pool=timeout)
    async with httpx2.AsyncClient(timeout=patience, limits=limits, trust_env=False) as http:
        yield OpenAICompatibleModel(
            endpoint=endpoint, api_key=api_key, model=model, timeout=timeout, http=http
        )


def base_url(endpoint: str) -> str:
    """The API's root: the documents name the whole path of chat completions."""
    return endpoint.rstrip("/").removesuffix("/chat/completions")


class OpenAICompatibleModel:
    """Implements LanguageModel. ``timeout`` bounds a whole call, however slowly it drips."""

    def __init__(
        self,
        *,
        endpoint: str,
        api_key: str | None,
        model: str,
        timeout: float,
        http: httpx2.AsyncClient,
    ) -> None:
        self._timeout = timeout
        self._chat = ChatOpenAI(
            base_url=base_url(endpoint),
            api_key=SecretStr(api_key or NO_KEY),
            model=model,
            timeout=timeout,
            max_retries=0,
            use_responses_api=False,
            http_async_client=http,
            # Never called; without both, langchain builds a client from the proxy variables.
            http_client=httpx2.Client(trust_env=False),
            http_socket_options=(),
        )

    async def complete(self, request: ModelRequest) -> Completion:
        """One call; a reply that is cut off, refused or empty is a BadReply."""
        with openai_errors():
            async with asyncio.timeout(self._timeout):
                message = await self._chat.ainvoke(_messages(request), **_options(request))
        return _completion(message)

    async def stream(self, request: ModelRequest, write: Write) -> Completion:
        """Likewise, piece by piece."""
        whole: AIMessageChunk | None = None
        with openai_errors():
            async with asyncio.timeout(self._timeout):
                chunks = self._chat.astream(
                    _messages(request), stream_usage=True, **_options(request)
                )
                async for chunk in chunks:
                    whole = chunk if whole is None else whole + chunk
                    if chunk.text:
                        await write(chunk.text)
        if whole is None:
            raise BadReply("언어 모델이 빈 답을 보냈습니다.")
        return _completion(whole)


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


def _options(request: ModelRequest) -> dict[str, Any]:
    options: dict[str, Any] = {
        "temperature": request.temperature,
        "max_tokens": request.max_tokens,
        "extra_body": _response_format(request.name, request.json_schema),
    }
    if request.model is not None:
        options["model"] = request.model
    if request.stop:
        options["stop"] = list(request.stop)
    return options


def _completion(message: AIMessage) -> Completion:
    return Completion(
        text=_complete_text(message),
        prompt_tokens=_usage(message, "input_tokens"),
        completion_tokens=_usage(message, "output_tokens"),
        model=str(message.response_metadata.get("model_name") or ""),
    )


def _response_format(name: str, schema: Json | None) -> dict[str, Any]:
    """As an extra field: a ``response_format`` argument would make the client parse the reply.

    Its parser raises for truncated and fenced replies, which we judge and repair ourselves.
    """
    if schema is None:
        return {}
    return {
        "response_format": {"type": "json_schema", "json_schema": {"name": name, "schema": schema}}
    }


def _complete_text(message: AIMessage) -> str:
    finish = message.response_metadata.get("finish_reason")
    if finish == "length":
        raise BadReply("언어 모델의 답이 길이 제한에 걸려 중간에 잘렸습니다.")
    if finish == "content_filter" or message.additional_kwargs.get("refusal"):
        raise BadReply("언어 모델이 답하기를 거절했습니다.")
    if finish != "stop":
        raise BadReply("언어 모델의 답이 끝까지 오지 않았습니다.")
    text = strip_thinking(message.text)
    if not text:
        raise BadReply("언어 모델이 빈 답을 보냈습니다.")
    return text


def _usage(message: AIMessage, key: str) -> int | None:
    usage: dict[str, Any] = dict(message.usage_metadata or {})
    count = usage.get(key)
    return count if isinstance(count, int) else None
