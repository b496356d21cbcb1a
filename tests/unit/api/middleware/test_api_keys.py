"""API_KEYS as operators write them."""

import pytest

from app.api.middleware.api_keys import parse_keys


@pytest.mark.parametrize("setting", [None, "", " ", ",", " , "])
def test_no_keys(setting: str | None) -> None:
    assert parse_keys(setting) == ()


def test_spaces_and_empty_parts_do_not_count() -> None:
    assert parse_keys(" a , b,, ") == parse_keys("a,b")
    assert len(set(parse_keys("a,b"))) == 2
