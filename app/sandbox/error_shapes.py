"""How each imitated service words an error, for faults and for refusals alike."""

import math
from http import HTTPStatus

from app.sandbox.endpoints import Endpoint
from app.sandbox.gemini.errors import gemini_error
from app.sandbox.library.naver_errors import naver_error

_OPENAI = {Endpoint.CHAT, Endpoint.MODELS, Endpoint.TOKENIZE}
_GEMINI = {Endpoint.GEMINI, Endpoint.GEMINI_MODELS}
_WEBUI = {Endpoint.TXT2IMG, Endpoint.PROGRESS, Endpoint.OPTIONS, Endpoint.INTERRUPT}

_VLLM_TYPES = {
    400: "BadRequestError",
    404: "NotFoundError",
    422: "UnprocessableEntityError",
    429: "RateLimitError",
    500: "InternalServerError",
    503: "ServiceUnavailableError",
}
_GOOGLE_STATUSES = {
    400: ("INVALID_ARGUMENT", "badRequest"),
    403: ("PERMISSION_DENIED", "forbidden"),
    404: ("NOT_FOUND", "notFound"),
    429: ("RESOURCE_EXHAUSTED", "rateLimitExceeded"),
    500: ("INTERNAL", "backendError"),
    503: ("UNAVAILABLE", "backendError"),
}
_GOOGLE_QUOTA = (
    "Quota exceeded for quota metric 'Queries' and limit 'Queries per day' of service "
    "'customsearch.googleapis.com' for consumer 'project_number:0'."
)


def error_reply(
    endpoint: Endpoint, status: int, message: str | None = None, wait: float | None = None
) -> tuple[object, dict[str, str]]:
    """Body and headers of an error that asks to wait: Gemini says it in the body, others above."""
    if endpoint in _GEMINI:
        return gemini_error(status, message, wait), {}
    headers = {} if wait is None else {"Retry-After": str(math.ceil(wait))}
    return error_body(endpoint, status, message), headers


def error_body(endpoint: Endpoint, status: int, message: str | None = None) -> object:
    """The JSON body with which the service behind ``endpoint`` reports ``status``."""
    text = message or _phrase(status)
    if endpoint in _OPENAI:
        return vllm_error(status, text)
    if endpoint in _GEMINI:
        return gemini_error(status, message)
    if endpoint in _WEBUI:
        return {"error": "HTTPException", "detail": text, "body": "", "errors": ""}
    if endpoint is Endpoint.SEARCH:
        return google_error(status, message or (_GOOGLE_QUOTA if status == 429 else text))
    if endpoint is Endpoint.NAVER:
        return naver_error(status, message)
    return {"detail": text}


def vllm_error(status: int, message: str, param: str | None = None) -> dict[str, object]:
    """The error object of vLLM's OpenAI-compatible server."""
    kind = _VLLM_TYPES.get(status, "APIError")
    return {"error": {"message": message, "type": kind, "param": param, "code": status}}


def google_error(status: int, message: str) -> dict[str, object]:
    """The error object of Google's APIs."""
    name, reason = _GOOGLE_STATUSES.get(status, ("UNKNOWN", "backendError"))
    detail = {"message": message, "domain": "global", "reason": reason}
    return {"error": {"code": status, "message": message, "errors": [detail], "status": name}}


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return f"Status {status}"
