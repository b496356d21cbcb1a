"""Strict JSON, beyond the cases that go over HTTP."""

import json
from typing import Any

import pytest
from fastapi.exceptions import RequestValidationError
from hypothesis import given
from hypothesis import strategies as st

from app.api.strict_json import DEPTH_MAX, parse_json
from app.domain.errors import Malformed, Rejected

TEXT = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]))
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner), max_leaves=20
)


@given(VALUES, st.booleans())
def test_what_can_be_held_is_unchanged(value: Any, ascii_only: bool) -> None:
    assert parse_json(json.dumps(value, ensure_ascii=ascii_only).encode()) == value


FAULTS = st.sampled_from(
    [
        "NaN",
        "-Infinity",
        "1e400",
        "9" * 400 + ".0",
        "9223372036854775808",
        "-9223372036854775809",
        '"\\u0000"',
        '"a\\ud800b"',
        '{"\\udc00": 1}',
        "[" * DEPTH_MAX + "]" * DEPTH_MAX,
    ]
)


@given(st.recursive(SCALARS, st.lists), FAULTS, st.data())
def test_a_fault_is_found_wherever_it_is(value: Any, fault: str, data: st.DataObject) -> None:
    text = json.dumps({"before": value, "here": ["FAULT"], "after": value})
    place = data.draw(st.sampled_from(['["FAULT"]', '"FAULT"']))
    with pytest.raises((Malformed, RequestValidationError)):
        parse_json(text.replace(place, f"[{fault}]").encode())


@given(st.binary() | st.text().map(str.encode))
def test_anything_else_is_refused_in_a_known_way(body: bytes) -> None:
    try:
        parse_json(body)
    except (Malformed, Rejected, RequestValidationError):
        return


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (b'{"a":[1,"\\u0000"]}', ("body", "a", 1)),
        (b'{"a":{"b":NaN}}', ("body", "a", "b")),
        (b'{"a":{"\\ud800":1}}', ("body", "a")),
        (b"[18446744073709551616]", ("body", 0)),
    ],
)
def test_a_fault_is_told_with_its_place(body: bytes, place: tuple[str | int, ...]) -> None:
    with pytest.raises(RequestValidationError) as raised:
        parse_json(body)
    assert raised.value.errors()[0]["loc"] == place


def test_depth() -> None:
    deepest = b"[" * DEPTH_MAX + b"]" * DEPTH_MAX
    parse_json(deepest)
    with pytest.raises(Malformed):
        parse_json(b"[" + deepest + b"]")
