"""What every HTTP call shares: one deadline, one mapping of errors, one reading of statuses."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx2

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


@asynccontextmanager
async def provider_call(name: str, timeout: float) -> AsyncIterator[None]:
    """Bound a call to ``timeout`` seconds; errors of the HTTP client become ProviderErrors.

    ``name`` opens the message; addresses and keys never get into it.
    """
    try:
        async with asyncio.timeout(timeout):
            yield
    except (TimeoutError, httpx2.TimeoutException) as exc:
        raise ProviderTimeout(f"{name}: 제때 응답하지 않았습니다.") from exc
    except (httpx2.ConnectError, httpx2.ProxyError) as exc:
        raise ProviderUnreachable(f"{name}: 연결할 수 없습니다.") from exc
    except httpx2.DecodingError as exc:
        raise BadReply(f"{name}: 응답의 압축을 풀 수 없습니다.") from exc
    except (httpx2.InvalidURL, httpx2.UnsupportedProtocol, httpx2.LocalProtocolError) as exc:
        raise ProviderRefused(f"{name}: 보낼 수 없는 요청입니다.") from exc
    except httpx2.HTTPError as exc:
        raise ProviderUnavailable(f"{name}: 연결이 끊겼습니다.") from exc


def check_status(name: str, response: httpx2.Response) -> None:
    """Return on 2xx; a redirect that nobody follows is a refusal."""
    if not response.is_success:
        raise status_error(name, response)


def status_error(name: str, response: httpx2.Response) -> ProviderError:
    """The error that a status outside of 2xx stands for."""
    status = response.status_code
    detail = f"{name}: HTTP {status} 응답을 받았습니다."
    wait = retry_after(response.headers.get("Retry-After"))
    if status == httpx2.codes.TOO_MANY_REQUESTS:
        return ProviderThrottled(detail, retry_after=wait)
    if status == httpx2.codes.REQUEST_TIMEOUT:
        return ProviderTimeout(detail)
    if response.is_server_error:
        return ProviderUnavailable(detail, retry_after=wait)
    return ProviderRefused(detail)


async def read_capped(name: str, response: httpx2.Response, max_bytes: int) -> bytes:
    """The body, cut off as soon as more than ``max_bytes`` *decoded* bytes have come."""
    body = bytearray()
    async for chunk in response.aiter_bytes():
        body += chunk
        if len(body) > max_bytes:
            raise BadReply(f"{name}: 응답이 너무 큽니다 (최대 {max_bytes:,}바이트).")
    return bytes(body)
