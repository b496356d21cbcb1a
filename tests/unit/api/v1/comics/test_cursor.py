"""The list's place marker."""

import base64
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.api.v1.comics.cursor import decode, encode
from app.domain.errors import Rejected
from app.repositories.comics import NEWEST, Position

# In UTC these lie before the first year and after the last.
OUT_OF_RANGE = ("0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59.999999-23:59")
COMIC_ID = UUID("9436bef7-0ca1-4b89-bdf7-570ca57b3b36")


@given(st.datetimes(timezones=st.just(UTC)), st.uuids())
def test_there_and_back(created_at: datetime, comic_id: UUID) -> None:
    position = Position(created_at, comic_id)
    assert decode(encode(position)) == position


def test_no_cursor_is_the_beginning() -> None:
    assert decode(None) == NEWEST


@pytest.mark.parametrize(
    "text",
    ["", "x", "2026-01-01T00:00:00+00:00", f"2026-01-01T00:00:00/{COMIC_ID}", "/", "한글"]
    + [f"{moment}/{COMIC_ID}" for moment in OUT_OF_RANGE],
)
def test_what_is_no_cursor(text: str) -> None:
    for cursor in (text, base64.urlsafe_b64encode(text.encode()).decode()):
        with pytest.raises(Rejected):
            decode(cursor)
