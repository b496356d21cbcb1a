"""The one place where a failed call to a provider is tried again."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import partial

import stamina

from app.domain.current_run import seconds_left
from app.domain.errors import ProviderError

LONGEST_WAIT = 120.0
_SECONDS = re.compile(r"\d{1,9}(\.\d+)?")


def provider_tries(
    tries: int, *, longest_wait: float = LONGEST_WAIT
) -> AsyncIterator[stamina.Attempt]:
    """Attempts for ``async for``: backoff with jitter, or what the provider's Retry-After says.

    The last error is raised as it is, also when the wait would outlast the run's deadline.
    Cancellation is never retried.
    """
    return stamina.retry_context(
        on=partial(_wait_for, longest_wait=longest_wait),
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


def _wait_for(error: Exception, longest_wait: float) -> bool | float:
    if not isinstance(error, ProviderError) or not error.retryable:
        return False
    if error.retry_after is None:
        return True
    # Whoever asks for more than this is out for longer than a worker should sit and wait.
    return error.retry_after if error.retry_after <= min(longest_wait, seconds_left()) else False
