import asyncio
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

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
from app.services.outbound.calls import check_status, provider_call, retry_after


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


def test_retry_after_reads_both_forms() -> None:
    def read(value: str) -> float | None:
        return retry_after(httpx2.Headers({"Retry-After": value}))

    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    assert read("120") == 120
    assert read("9" * 400) == 86_400
    assert read(soon) == pytest.approx(60, abs=2)
    assert read("Wed, 21 Oct 2015 07:28:00 GMT") == 0
    for nonsense in ("", "soon", "-5", "1e9", "Wed, 99 Oct 2015 07:28:00 GMT"):
        assert read(nonsense) is None
    assert retry_after(httpx2.Headers()) is None
