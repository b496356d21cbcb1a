import asyncio

import httpx2
import pytest

from app.domain.errors import (
    AppError,
    ProviderError,
    ProviderRefused,
    ProviderThrottled,
    ProviderTimeout,
    ProviderUnavailable,
)
from app.services.outbound.calls import check_status, provider_call


def every_kind(base: type[Exception]) -> list[type[Exception]]:
    below = [kind for child in base.__subclasses__() for kind in every_kind(child)]
    return [base, *below]


REQUEST_ERRORS = [
    kind for kind in every_kind(httpx2.HTTPError) if kind is not httpx2.HTTPStatusError
]


@pytest.mark.parametrize("kind", [*REQUEST_ERRORS, httpx2.InvalidURL])
async def test_every_error_of_the_client_is_translated(kind: type[Exception]) -> None:
    with pytest.raises(ProviderError) as caught:
        async with provider_call("검색", 5):
            raise kind("https://example.com/?key=secret")
    assert caught.value.detail.startswith("검색: ")
    assert "secret" not in caught.value.detail


async def test_our_own_errors_and_cancellation_pass_through() -> None:
    with pytest.raises(AppError, match="mine"):
        async with provider_call("검색", 5):
            raise AppError("mine")
    with pytest.raises(asyncio.CancelledError):
        async with provider_call("검색", 5):
            raise asyncio.CancelledError


async def test_the_deadline_is_a_provider_timeout() -> None:
    with pytest.raises(ProviderTimeout):
        async with provider_call("검색", 0.01):
            await asyncio.sleep(5)


@pytest.mark.parametrize(
    ("status", "error", "retryable"),
    [
        (301, ProviderRefused, False),
        (400, ProviderRefused, False),
        (408, ProviderTimeout, True),
        (410, ProviderRefused, False),
        (429, ProviderThrottled, True),
        (500, ProviderUnavailable, True),
        (503, ProviderUnavailable, True),
    ],
)
def test_statuses(status: int, error: type[ProviderError], retryable: bool) -> None:
    response = httpx2.Response(status, headers={"Retry-After": "3"})
    with pytest.raises(error) as caught:
        check_status("검색", response)
    assert caught.value.retryable is retryable
    if status in (429, 503):
        assert caught.value.retry_after == 3


def test_success_is_silent() -> None:
    check_status("검색", httpx2.Response(204))
