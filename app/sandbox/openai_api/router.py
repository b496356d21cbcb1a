"""The OpenAI-compatible routes, in vLLM's dialect.

Any model name is accepted, so that a client configured for a real server works unchanged; a
``status`` fault with 404 imitates a name that the server does not serve.
"""

import asyncio
from typing import Annotated, TypeVar

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel, ValidationError

from app.config.settings import load_settings
from app.sandbox.calls import Call
from app.sandbox.endpoints import Endpoint
from app.sandbox.error_shapes import vllm_error
from app.sandbox.extraction.model import Turn, answer
from app.sandbox.faults import suffer
from app.sandbox.openai_api.completion import MODEL_LABEL, Completion, complete
from app.sandbox.openai_api.requests import ChatRequest, TokenizeRequest
from app.sandbox.openai_api.streaming import stream
from app.sandbox.openai_api.tokens import CONTEXT_LENGTH, count_prompt, piece_id, pieces
from app.sandbox.state import Sandbox, tracked

router = APIRouter()

Parsed = TypeVar("Parsed", bound=BaseModel)


@router.post("/v1/chat/completions")
async def chat_completions(
    request: Request,
    state: Sandbox,
    call: Annotated[Call, Depends(tracked(Endpoint.CHAT))],
) -> Response:
    """Answer from the text of the messages, whole or as a stream."""
    await asyncio.sleep(state.faults.latency(Endpoint.CHAT))
    fault = state.faults.take(Endpoint.CHAT)
    broken = fault is not None and fault.kind == "bad_json"
    if fault and not broken and (failure := await suffer(fault, request)):
        return failure
    asked = _parse(ChatRequest, await request.body())
    if isinstance(asked, Response):
        return asked
    _describe(call, asked)
    prompt_tokens = count_prompt(asked.messages)
    if too_long := _beyond_context(prompt_tokens, asked.token_limit or 1):
        return too_long
    completion = await asyncio.to_thread(_complete, asked, prompt_tokens, broken)
    if not asked.stream:
        return JSONResponse(completion.body())
    include_usage = asked.stream_options is not None and asked.stream_options.include_usage
    events = stream(completion, include_usage=include_usage)
    return StreamingResponse(events, media_type="text/event-stream")


@router.get("/v1/models")
async def models(
    request: Request,
    state: Sandbox,
    _call: Annotated[Call, Depends(tracked(Endpoint.MODELS))],
) -> Response:
    """The configured default model, which is the sandbox under that name."""
    if failure := await state.faults.apply(Endpoint.MODELS, request):
        return failure
    model = {
        "id": load_settings().DEFAULT_LLM_MODEL,
        "object": "model",
        "created": 0,
        "owned_by": MODEL_LABEL,
        "root": MODEL_LABEL,
        "parent": None,
        "max_model_len": CONTEXT_LENGTH,
        "permission": [],
    }
    return JSONResponse({"object": "list", "data": [model]})


@router.post("/tokenize")
async def tokenize(
    request: Request,
    state: Sandbox,
    _call: Annotated[Call, Depends(tracked(Endpoint.TOKENIZE))],
) -> Response:
    """Count as ``usage`` counts."""
    if failure := await state.faults.apply(Endpoint.TOKENIZE, request):
        return failure
    asked = _parse(TokenizeRequest, await request.body())
    if isinstance(asked, Response):
        return asked
    tokens = pieces(asked.prompt or "")
    count = len(tokens) if asked.messages is None else count_prompt(asked.messages)
    body = {
        "count": count,
        "max_model_len": CONTEXT_LENGTH,
        "tokens": [piece_id(token) for token in tokens],
        "token_strs": None,
    }
    return JSONResponse(body)


def _complete(asked: ChatRequest, prompt_tokens: int, broken: bool) -> Completion:
    turns = [Turn(message.role, message.text) for message in asked.messages]
    wanted = asked.response_format
    named = wanted.json_schema if wanted else None
    text = answer(
        turns,
        schema=named.json_schema if named else None,
        json_only=wanted is not None and wanted.type != "text",
    )
    if broken:
        text = text[: len(text) // 2]
    return complete(
        text,
        stops=asked.stops,
        limit=asked.token_limit,
        prompt_tokens=prompt_tokens,
        choices=asked.n,
    )


def _parse(kind: type[Parsed], body: bytes) -> Parsed | Response:
    try:
        return kind.model_validate_json(body)
    except ValidationError as exc:
        first = exc.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        return JSONResponse(vllm_error(400, f"{where}: {first['msg']}", where or None), 400)


def _beyond_context(prompt_tokens: int, answer_tokens: int) -> Response | None:
    total = prompt_tokens + answer_tokens
    if total <= CONTEXT_LENGTH:
        return None
    message = (
        f"This model's maximum context length is {CONTEXT_LENGTH} tokens. However, you requested "
        f"{total} tokens ({prompt_tokens} in the messages, {answer_tokens} in the completion). "
        "Please reduce the length of the messages or completion."
    )
    return JSONResponse(vllm_error(400, message), 400)


def _describe(call: Call, asked: ChatRequest) -> None:
    named = asked.response_format.json_schema if asked.response_format else None
    call.details.update(
        model=asked.model, stream=asked.stream, schema=named.name if named else None
    )
