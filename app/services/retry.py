"""The one place where a failed call to a provider is tried again."""

import re
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import stamina

from app.domain.current_run import seconds_left
from app.domain.errors import ProviderError

LONGEST_WAIT = 120.0  # seconds; for more than that the task itself waits
_SECONDS = re.compile(r"\d{1,9}(\.\d+)?")


def provider_tries(
    tries: int,
    *,
    longest_wait: float = LONGEST_WAIT,
    may_retry: Callable[[ProviderError], bool] = lambda error: True,
) -> AsyncIterator[stamina.Attempt]:
    """Attempts for ``async for``: backoff with jitter, or what the provider's Retry-After says.

    ``may_retry`` is asked before every further try. The last error is raised as it is, also when
    the wait would outlast the run's deadline.
    Cancellation is never retried.
    """
    return stamina.retry_context(
        on=_Decision(tries, longest_wait, may_retry),
        attempts=max(1, tries),
        timeout=None,
        wait_initial=0.2,
        wait_max=10.0,
    )


def retry_after(header: str | None) -> float | None:
    """Seconds to wait, from a Retry-After of seconds or of a date; None when it says neither."""
    text = (header or "").strip()
    if _SECONDS.fullmatch(text):
        return float(text)
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    aware = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (aware - datetime.now(UTC)).total_seconds())


class _Decision:
    """What becomes of each failure in turn: a pause, the usual one, or the end."""

    def __init__(
        self, tries: int, longest_wait: float, may_retry: Callable[[ProviderError], bool]
    ) -> None:
        self._left = tries
        self._longest_wait = longest_wait
        self._may_retry = may_retry

    def __call__(self, error: Exception) -> bool | float:
        self._left -= 1
        wait = _wait_for(error, self._longest_wait)
        if wait is False or self._left < 1:
            return False
        return wait if isinstance(error, ProviderError) and self._may_retry(error) else False


def _wait_for(error: Exception, longest_wait: float) -> bool | float:
    if not isinstance(error, ProviderError) or not error.retryable:
        return False
    if error.retry_after is None:
        return True
    # Whoever asks for more than this is out for longer than a worker should sit and wait.
    return error.retry_after if error.retry_after <= min(longest_wait, seconds_left()) else False
