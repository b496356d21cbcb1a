"""The routes of Gemini's REST API that the official client uses.

Any model name and any key is accepted, so that a client configured for Google works unchanged;
``status`` faults imitate keys and models that Google refuses.
"""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse
from pydantic import ValidationError

from app.sandbox.calls import Call
from app.sandbox.delivery import delivered, streamed
from app.sandbox.endpoints import Endpoint
from app.sandbox.faults import Fault
from app.sandbox.gemini.errors import gemini_error
from app.sandbox.gemini.replies import Reply, blocked_prompt, event
from app.sandbox.gemini.requests import GenerateRequest, read_request
from app.sandbox.language.completion import MODEL_LABEL, complete
from app.sandbox.language.question import Question
from app.sandbox.language.tokens import CONTEXT_LENGTH
from app.sandbox.state import Sandbox, tracked

router = APIRouter()

_MODELS = "/v1beta/models"
_NEWER_MODELS = "/v1/models"  # what the official client asks when it is told no version

GeminiCall = Annotated[Call, Depends(tracked(Endpoint.GEMINI))]


@router.post(_MODELS + "/{model}:generateContent")
@router.post(_NEWER_MODELS + "/{model}:generateContent")
async def generate_content(
    model: str, request: Request, state: Sandbox, call: GeminiCall
) -> Response:
    """The whole answer at once."""
    asked = await _asked(model, request, state, call, stream=False)
    if isinstance(asked, Response):
        return asked
    given, question, fault = asked
    if fault and fault.kind == "stream_error":
        return JSONResponse(gemini_error(500), 500)
    if fault and fault.kind == "blocked":
        return JSONResponse(blocked_prompt(question))
    reply = await _reply(given, question, fault)
    return delivered(JSONResponse(reply.whole()), fault, request)


@router.post(_MODELS + "/{model}:streamGenerateContent")
@router.post(_NEWER_MODELS + "/{model}:streamGenerateContent")
async def stream_generate_content(
    model: str, request: Request, state: Sandbox, call: GeminiCall, alt: str = "json"
) -> Response:
    """Piece by piece as server-sent events, or all pieces as one JSON array."""
    asked = await _asked(model, request, state, call, stream=True)
    if isinstance(asked, Response):
        return asked
    given, question, fault = asked
    if fault and fault.kind == "blocked":
        parts = [blocked_prompt(question)]
    else:
        parts = list((await _reply(given, question, fault)).parts())
    if alt != "sse":
        return delivered(JSONResponse(parts), fault, request)
    error = event(gemini_error(500))
    return streamed([event(part) for part in parts], fault, request, error=(error,))


@router.post(_MODELS + "/{model}:countTokens")
@router.post(_NEWER_MODELS + "/{model}:countTokens")
async def count_tokens(model: str, request: Request, state: Sandbox, call: GeminiCall) -> Response:
    """As ``usageMetadata`` counts."""
    asked = await _asked(model, request, state, call, stream=False)
    return asked if isinstance(asked, Response) else JSONResponse({"totalTokens": asked[1].tokens})


@router.get(_MODELS)
async def list_models(
    request: Request,
    state: Sandbox,
    _call: Annotated[Call, Depends(tracked(Endpoint.GEMINI_MODELS))],
) -> Response:
    """The sandbox itself, under its own name. In the newer version this is OpenAI's address."""
    failure = await state.faults.apply(Endpoint.GEMINI_MODELS, request)
    return failure or _key_missing(request) or JSONResponse({"models": [_model(MODEL_LABEL)]})


@router.get(_MODELS + "/{model}")
@router.get(_NEWER_MODELS + "/{model}")
async def get_model(
    model: str,
    request: Request,
    state: Sandbox,
    _call: Annotated[Call, Depends(tracked(Endpoint.GEMINI_MODELS))],
) -> Response:
    """The sandbox under the name that is asked for."""
    failure = await state.faults.apply(Endpoint.GEMINI_MODELS, request)
    return failure or _key_missing(request) or JSONResponse(_model(model))


async def _asked(
    model: str, request: Request, state: Sandbox, call: Call, *, stream: bool
) -> tuple[GenerateRequest, Question, Fault | None] | Response:
    """What is asked and the fault that waits for the answer, or the refusal."""
    fault, failure = await state.faults.meet(Endpoint.GEMINI, request)
    if failure := failure or _key_missing(request):
        return failure
    try:
        given = read_request(await request.body())
        question = given.question()
    except ValueError as exc:
        return JSONResponse(gemini_error(400, _words(exc)), 400)
    schema = given.generation_config.shaped
    call.details.update(model=model, stream=stream, schema=schema)
    call.messages = question.transcript()
    if question.tokens > CONTEXT_LENGTH:
        message = (
            f"The input token count ({question.tokens}) exceeds the maximum number of tokens "
            f"allowed ({CONTEXT_LENGTH})."
        )
        return JSONResponse(gemini_error(400, message), 400)
    return given, question, fault


async def _reply(given: GenerateRequest, question: Question, fault: Fault | None) -> Reply:
    completion = await asyncio.to_thread(complete, question, fault.kind if fault else None)
    return Reply(completion, question, given.generation_config.candidate_count)


def _key_missing(request: Request) -> Response | None:
    if request.headers.get("x-goog-api-key") or request.query_params.get("key"):
        return None
    return JSONResponse(gemini_error(403), 403)


def _words(exc: ValueError) -> str:
    if not isinstance(exc, ValidationError):
        return str(exc)
    first = exc.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"Invalid value at '{where}': {first['msg']}" if where else first["msg"]


def _model(name: str) -> dict[str, object]:
    return {
        "name": f"models/{name}",
        "version": "001",
        "displayName": MODEL_LABEL,
        "description": "made without a model",
        "inputTokenLimit": CONTEXT_LENGTH,
        "outputTokenLimit": CONTEXT_LENGTH,
        "supportedGenerationMethods": ["generateContent", "countTokens"],
    }
