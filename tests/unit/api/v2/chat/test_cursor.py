"""The place marker comes back as it went, and nothing else is taken for one."""

from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.api.v2.chat import cursor
from app.domain.errors import Rejected
from app.repositories.chats import NEWEST


@given(st.integers(1, NEWEST))
def test_a_position_comes_back(position: int) -> None:
    assert cursor.decode(cursor.encode(position)) == position


def test_without_a_cursor_the_newest_come_first() -> None:
    assert cursor.decode(None) == NEWEST


@pytest.mark.parametrize("position", [0, -1, NEWEST + 1, 10**30])
def test_positions_that_no_message_has(position: int) -> None:
    with pytest.raises(Rejected):
        cursor.decode(cursor.encode(position))


@given(st.text(max_size=40))
@example("%%%")
@example("MQ")
@example("")
def test_anything_else_is_refused_or_a_position(text: str) -> None:
    with suppress(Rejected):
        assert 0 < cursor.decode(text) <= NEWEST
