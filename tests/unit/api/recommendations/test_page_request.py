"""What may be asked of a page, and the documented sentences for what may not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import QueryParams

from app.api.recommendations.page_request import PageRequest, page_request
from app.domain.errors import CallerError

PAGE = "페이지 번호는 1 이상이어야 합니다"
LIMIT = "페이지당 개수는 1 이상 50 이하여야 합니다"


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("", PageRequest(1, 20, defer=False)),
        ("page=3&limit=50", PageRequest(3, 50, defer=False)),
        ("limit=1&messages=defer", PageRequest(1, 1, defer=True)),
        ("messages=wait&other=1", PageRequest(1, 20, defer=False)),
    ],
)
def test_what_is_understood(query: str, asked: PageRequest) -> None:
    assert page_request(QueryParams(query)) == asked


def test_an_offset_counts_what_comes_before() -> None:
    assert page_request(QueryParams("page=3&limit=7")).offset == 14


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("page=0", PAGE),
        ("page=-1", PAGE),
        ("page=", PAGE),
        ("page=1.5", PAGE),
        ("page=abc", PAGE),
        ("page=٣", PAGE),
        ("page=1e3", PAGE),
        ("page=%201", PAGE),
        ("page=1000000000", "페이지 번호가 너무 큽니다"),
        ("limit=0", LIMIT),
        ("limit=51", LIMIT),
        ("limit=-5", LIMIT),
        ("limit=many", LIMIT),
        ("messages=later", "messages는 wait 또는 defer여야 합니다"),
    ],
)
def test_what_is_refused(query: str, sentence: str) -> None:
    with pytest.raises(CallerError) as refused:
        page_request(QueryParams(query))
    assert refused.value.detail == sentence


@given(st.text(max_size=40), st.text(max_size=40))
def test_anything_is_understood_or_refused(page: str, limit: str) -> None:
    try:
        asked = page_request(QueryParams({"page": page, "limit": limit}))
    except CallerError:
        return
    assert 0 <= asked.offset < 2**63
    assert 1 <= asked.limit <= 50
