"""The list's place marker: opaque to clients, checked when it comes back."""

import base64
import binascii
from datetime import UTC, datetime
from uuid import UUID

from app.domain.errors import Rejected
from app.repositories.comics import NEWEST, Position


def encode(position: Position) -> str:
    """For ``next_cursor``."""
    text = f"{position.created_at.isoformat()}/{position.comic_id}"
    return base64.urlsafe_b64encode(text.encode()).decode()


def decode(cursor: str | None) -> Position:
    """The beginning of the list without a cursor. Raises Rejected."""
    if cursor is None:
        return NEWEST
    try:
        created_at, _, comic_id = base64.urlsafe_b64decode(cursor).decode().partition("/")
        moment = datetime.fromisoformat(created_at)
        if moment.tzinfo is None:
            raise _invalid()
        return Position(moment.astimezone(UTC), UUID(comic_id))
    except (ValueError, OverflowError, binascii.Error) as exc:
        raise _invalid() from exc


def _invalid() -> Rejected:
    return Rejected("cursor가 올바르지 않습니다. 앞 응답의 next_cursor를 그대로 보내세요.")
