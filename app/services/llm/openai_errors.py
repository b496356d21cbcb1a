"""Errors of the openai and langchain-openai packages, mapped to our own."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import openai
import structlog
from langchain_core.exceptions import ContextOverflowError

from app.domain.errors import (
    BadReply,
    ProviderError,
    ProviderRefused,
    ProviderThrottled,
    ProviderTimeout,
    ProviderUnavailable,
    ProviderUnreachable,
)
from app.services.retry import retry_after

log = structlog.get_logger(__name__)

TIMEOUT = "언어 모델 서버가 제때 응답하지 않았습니다."
UNREADABLE = "언어 모델 서버가 알아볼 수 없는 응답을 보냈습니다."
TOO_LONG = "언어 모델이 한 번에 읽을 수 있는 길이를 넘었습니다."

# The first class that fits decides.
_WITHOUT_STATUS: tuple[tuple[type[Exception], type[ProviderError], str], ...] = (
    (ContextOverflowError, ProviderRefused, TOO_LONG),
    (openai.APITimeoutError, ProviderTimeout, TIMEOUT),
    (openai.APIConnectionError, ProviderUnreachable, "언어 모델 서버에 연결할 수 없습니다."),
    (openai.APIResponseValidationError, BadReply, UNREADABLE),
    (openai.LengthFinishReasonError, BadReply, "언어 모델의 답이 중간에 잘렸습니다."),
    (openai.ContentFilterFinishReasonError, BadReply, "언어 모델이 답하기를 거절했습니다."),
    (openai.APIError, ProviderUnavailable, "언어 모델 서버에 오류가 있습니다."),
)
_REFUSALS = {
    401: "언어 모델 서버가 인증을 거절했습니다. LLM_API_KEY를 확인하세요.",
    403: "언어 모델 서버가 인증을 거절했습니다. LLM_API_KEY를 확인하세요.",
    404: (
        "언어 모델 서버에 그 모델이나 주소가 없습니다. "
        "DEFAULT_LLM_MODEL과 LLM_API_ENDPOINT를 확인하세요."
    ),
}
_CONTEXT_LENGTH = re.compile(r"context (length|window)|context_length|too long", re.IGNORECASE)


@contextmanager
def openai_errors() -> Iterator[None]:
    """Raise ours for theirs.

    The original is cut off (``from None``) because its request and message may show the API key.
    """
    try:
        yield
    except TimeoutError:  # asyncio.timeout around the call, or a stalled stream
        raise ProviderTimeout(TIMEOUT) from None
    except openai.OpenAIError as exc:
        raise provider_error(exc) from None
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as exc:
        # langchain-openai reads the body without checking its shape first.
        log.warning("llm_reply_unreadable", error=type(exc).__name__)
        raise BadReply(UNREADABLE) from None


def provider_error(exc: Exception) -> ProviderError:
    """The error of ours that says what ``exc`` says."""
    if isinstance(exc.__cause__, ProviderError):  # ours, from the wire below them
        return exc.__cause__
    if isinstance(exc, openai.APIStatusError) and not isinstance(exc, ContextOverflowError):
        return _from_status(exc)
    for theirs, ours, detail in _WITHOUT_STATUS:
        if isinstance(exc, theirs):
            return ours(detail)
    return ProviderRefused(f"언어 모델 호출이 잘못되었습니다 ({type(exc).__name__}).")


def _from_status(exc: openai.APIStatusError) -> ProviderError:
    status = exc.status_code
    wait = retry_after(exc.response.headers.get("retry-after"))
    log.warning("llm_http_error", status=status, error_type=exc.type, code=exc.code)
    if status == 429:
        return ProviderThrottled("언어 모델 서버의 사용 한도에 걸렸습니다.", retry_after=wait)
    if status in (408, 504):
        return ProviderTimeout(TIMEOUT)
    if status >= 500:
        detail = f"언어 모델 서버에 오류가 있습니다 (HTTP {status})."
        return ProviderUnavailable(detail, retry_after=wait)
    if status == 400 and _CONTEXT_LENGTH.search(exc.message):
        return ProviderRefused(TOO_LONG)
    reason = _REFUSALS.get(status, "언어 모델 서버가 요청을 거절했습니다.")
    return ProviderRefused(f"{reason} (HTTP {status})")
