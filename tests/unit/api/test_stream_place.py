"""Where a reader of a token stream stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.exceptions import HTTPException

from app.api.stream_place import Place

_numbers = st.integers(0, 999_999_999)


@given(st.builds(Place, _numbers, st.integers(1, 999_999_999), _numbers, _numbers))
def test_an_id_says_where_its_reader_stands(place: Place) -> None:
    assert Place.parse(str(place)) == place


@given(_numbers)
def test_before_the_first_token_an_id_is_the_events_number(seq: int) -> None:
    assert str(Place(seq)) == str(seq)
    assert Place.parse(str(seq)) == Place(seq)


def test_without_an_id_a_reader_begins() -> None:
    assert Place.parse(None) == Place.parse("") == Place()


@pytest.mark.parametrize(
    "text", ["x", "-1", "1-", "1-2-3", "1-2-3-4-5", "１", "1" * 19, " 1", "1-2-3--4"]
)
def test_other_ids_are_refused(text: str) -> None:
    with pytest.raises(HTTPException) as raised:
        Place.parse(text)
    assert raised.value.status_code == 400
