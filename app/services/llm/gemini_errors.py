"""Errors of google-genai and of the HTTP client below it, mapped to our own."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx2
import structlog
from google.genai import errors

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

TIMEOUT = "Gemini가 제때 응답하지 않았습니다."
UNREADABLE = "Gemini가 알아볼 수 없는 응답을 보냈습니다."
_KEY = "Gemini가 인증을 거절했습니다. GEMINI_API_KEY나 GOOGLE_API_KEY를 확인하세요."
_TOO_LONG = "Gemini가 한 번에 읽을 수 있는 길이를 넘었습니다."
_REFUSALS = {
    401: _KEY,
    403: _KEY,
    404: "Gemini에 그 모델이 없습니다. GEMINI_MODEL을 확인하세요.",
}
_TOKENS = re.compile(r"token count .*exceeds", re.IGNORECASE | re.DOTALL)
_UNREADABLE_BY = (ValueError, TypeError, LookupError, AttributeError, RecursionError)
_DELAY = re.compile(r"(\d+(?:\.\d+)?)s")


@contextmanager
def gemini_errors() -> Iterator[None]:
    """Raise ours for theirs.

    The original is cut off (``from None``) because its request and message may show the API key.
    """
    try:
        yield
    except errors.APIError as exc:
        raise _from_status(exc) from None
    except httpx2.TimeoutException:
        raise ProviderTimeout(TIMEOUT) from None
    except httpx2.TransportError:
        raise ProviderUnreachable("Gemini에 연결할 수 없습니다.") from None
    except (*_UNREADABLE_BY, httpx2.HTTPError) as exc:
        # google-genai reads the body without checking its shape first.
        log.warning("llm_reply_unreadable", error=type(exc).__name__)
        raise BadReply(UNREADABLE) from None


def _from_status(exc: errors.APIError) -> ProviderError:
    said = str(exc.message or "")
    log.warning("llm_http_error", status=exc.code, error_type=exc.status)
    if exc.code == 429:
        return ProviderThrottled("Gemini의 사용 한도에 걸렸습니다.", retry_after=_delay(exc))
    if exc.code in (408, 504):
        return ProviderTimeout(TIMEOUT)
    if exc.code is None or exc.code >= 500:
        detail = f"Gemini에 오류가 있습니다 (HTTP {exc.code})."
        return ProviderUnavailable(detail, retry_after=_delay(exc))
    if exc.code == 400 and "API key" in said:
        return ProviderRefused(f"{_KEY} (HTTP 400)")
    if exc.code == 400 and _TOKENS.search(said):
        return ProviderRefused(_TOO_LONG)
    reason = _REFUSALS.get(exc.code, "Gemini가 요청을 거절했습니다.")
    return ProviderRefused(f"{reason} (HTTP {exc.code})")


def _delay(exc: errors.APIError) -> float | None:
    """From a RetryInfo in the body, as Google sends it, or a proxy's Retry-After header."""
    for detail in _details(exc.details):
        if found := _DELAY.fullmatch(str(detail.get("retryDelay", ""))):
            return float(found.group(1))
    return retry_after(exc.response.headers.get("retry-after")) if exc.response else None


def _details(body: Any) -> list[dict[str, Any]]:
    error = body.get("error") if isinstance(body, dict) else None
    details = error.get("details") if isinstance(error, dict) else None
    found = details if isinstance(details, list) else []
    return [detail for detail in found if isinstance(detail, dict)]
