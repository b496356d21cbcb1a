"""The OpenAI-compatible routes, in vLLM's dialect.

Any model name is accepted, so that a client configured for a real server works unchanged; a
``status`` fault with 404 imitates a name that the server does not serve.
"""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse
from pydantic import ValidationError

from app.config.settings import load_settings
from app.sandbox.calls import Call
from app.sandbox.delivery import delivered, streamed
from app.sandbox.endpoints import Endpoint
from app.sandbox.error_shapes import vllm_error
from app.sandbox.language.completion import MODEL_LABEL, complete
from app.sandbox.language.question import Question
from app.sandbox.language.tokens import CONTEXT_LENGTH, count_conversation, piece_id, pieces
from app.sandbox.openai_api.replies import DONE, Reply, event
from app.sandbox.openai_api.requests import ChatRequest, TokenizeRequest
from app.sandbox.state import Sandbox, tracked

router = APIRouter()


@router.post("/v1/chat/completions")
async def chat_completions(
    request: Request,
    state: Sandbox,
    call: Annotated[Call, Depends(tracked(Endpoint.CHAT))],
) -> Response:
    """Answer from the text of the messages, whole or as a stream."""
    fault, failure = await state.faults.meet(Endpoint.CHAT, request)
    if failure:
        return failure
    try:
        asked = ChatRequest.model_validate_json(await request.body())
        question = asked.question()
    except ValidationError as exc:
        return _refused(exc)
    except ValueError as exc:
        return JSONResponse(vllm_error(400, str(exc)), 400)
    call.details.update(model=asked.model, stream=asked.stream, schema=asked.schema_name)
    call.messages = question.transcript()
    if too_long := _beyond_context(question):
        return too_long
    completion = await asyncio.to_thread(complete, question, fault.kind if fault else None)
    reply = Reply(completion, asked.n)
    error = vllm_error(500, "Internal server error")
    if asked.stream:
        options = asked.stream_options
        events = list(reply.events(include_usage=options is not None and options.include_usage))
        return streamed(events, fault, request, error=(event(error), DONE))
    if fault and fault.kind == "stream_error":
        return JSONResponse(error, 500)
    return delivered(JSONResponse(reply.whole()), fault, request)


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
    try:
        asked = TokenizeRequest.model_validate_json(await request.body())
    except ValidationError as exc:
        return _refused(exc)
    tokens = pieces(asked.prompt or "")
    messages = asked.messages
    body = {
        "count": (
            len(tokens)
            if messages is None
            else count_conversation(message.turn().text for message in messages)
        ),
        "max_model_len": CONTEXT_LENGTH,
        "tokens": [piece_id(token) for token in tokens],
        "token_strs": None,
    }
    return JSONResponse(body)


def _refused(exc: ValidationError) -> Response:
    first = exc.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    return JSONResponse(vllm_error(400, f"{where}: {first['msg']}", where or None), 400)


def _beyond_context(question: Question) -> Response | None:
    answer_tokens = question.limit or 1
    total = question.tokens + answer_tokens
    if total <= CONTEXT_LENGTH:
        return None
    message = (
        f"This model's maximum context length is {CONTEXT_LENGTH} tokens. However, you requested "
        f"{total} tokens ({question.tokens} in the messages, {answer_tokens} in the completion). "
        "Please reduce the length of the messages or completion."
    )
    return JSONResponse(vllm_error(400, message), 400)
