"""Dates as pages, feeds and search engines write them."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def parse_moment(text: str | None) -> datetime | None:
    """ISO 8601 or RFC 5322, in UTC when it names no zone; None for anything else."""
    moment = _iso(text or "") or _rfc(text or "")
    if moment is None or moment.tzinfo:
        return moment
    return moment.replace(tzinfo=UTC)


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        return None


def _rfc(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
