"""The history's place marker: opaque to clients, checked when it comes back."""

import base64
import binascii

from app.domain.errors import Rejected
from app.repositories.chats import NEWEST


def encode(position: int) -> str:
    """For ``next_cursor``."""
    return base64.urlsafe_b64encode(str(position).encode()).decode()


def decode(cursor: str | None) -> int:
    """The newest message without a cursor. Raises Rejected."""
    if cursor is None:
        return NEWEST
    try:
        position = int(base64.b64decode(cursor, altchars=b"-_", validate=True).decode("ascii"))
    except (ValueError, binascii.Error):
        position = -1
    if not 0 < position <= NEWEST:
        raise Rejected("cursor가 올바르지 않습니다. 앞 응답의 next_cursor를 그대로 보내세요.")
    return position
