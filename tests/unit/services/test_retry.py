from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from app.services.retry import retry_after


@pytest.mark.parametrize(("header", "seconds"), [("7", 7), (" 0.5 ", 0.5), ("0", 0)])
def test_seconds(header: str, seconds: float) -> None:
    assert retry_after(header) == seconds


_FAR_EAST = "Mon, 01 Jan 2024 00:00:00 +9999999999999999"


@pytest.mark.parametrize("header", [None, "", "soon", "nan", "inf", "-3", "9" * 400, _FAR_EAST])
def test_what_says_nothing_is_nothing(header: str | None) -> None:
    assert retry_after(header) is None


def test_a_date_is_seconds_from_now() -> None:
    at = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    wait = retry_after(at)
    assert wait is not None
    assert 27 < wait <= 30


def test_a_date_in_the_past_is_now() -> None:
    assert retry_after("Wed, 21 Oct 2015 07:28:00 GMT") == 0
