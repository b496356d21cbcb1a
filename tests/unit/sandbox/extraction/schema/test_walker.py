"""Any schema of the family is satisfied, from any text."""

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.sandbox.extraction.model import answer
from app.sandbox.extraction.turn import Turn
from tests.unit.sandbox.extraction.schema.schemas import schemas

TEXTS = st.sampled_from(
    [
        "",
        "안녕하세요?",
        "한빛시는 버스 40대를 바꾸었다. "
        "이서연 과장은 “소음이 절반으로 줄었다”고 말했다. 시는 내년까지 더 늘릴 계획이다.",
        '<source id="S1" title="제목">\n꿀벌이 돌아왔다. 열매가 34% 늘었다.\n</source>',
        "The harbor is clean. Oysters filter the water every day. The city plans more reefs.",
    ]
)


def filled(schema: dict[str, Any], text: str) -> Any:
    return json.loads(answer([Turn("user", text)], schema=schema, json_only=True))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(schemas(), TEXTS)
def test_the_answer_satisfies_its_schema(schema: dict[str, Any], text: str) -> None:
    jsonschema.validate(filled(schema, text), schema)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(schemas(), TEXTS)
def test_the_same_question_has_the_same_answer(schema: dict[str, Any], text: str) -> None:
    assert filled(schema, text) == filled(schema, text)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_no_text_breaks_it(text: str) -> None:
    schema = {"type": "object", "properties": {"panels": {"type": "array", "items": {}}}}

    assert set(filled(schema, text)) == {"panels"}
    assert isinstance(answer([Turn("user", text)], schema=None, json_only=False), str)


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ({"const": 7}, 7),
        ({"enum": ["only"]}, "only"),
        ({"type": "null"}, None),
        ({"type": "array", "items": {"type": "string"}, "maxItems": 0}, []),
        ({"type": "array", "prefixItems": [{"const": 1}, {"const": "b"}]}, [1, "b"]),
        ({"type": "object", "properties": {}}, {}),
        ({"type": "integer", "exclusiveMinimum": 4, "maximum": 5}, 5),
        ({"$ref": "#/$defs/A", "$defs": {"A": {"const": "a"}}}, "a"),
        ({"type": "string", "pattern": "^[0-9]{4}$"}, "2024"),
    ],
)
def test_small_schemas(schema: dict[str, Any], value: object) -> None:
    assert filled(schema, "2024년에 열매가 34% 늘었다.") == value


def test_unique_items_are_unique() -> None:
    schema = {"type": "array", "items": {"type": "string"}, "minItems": 6, "uniqueItems": True}

    found = filled(schema, "꿀벌이 돌아왔다. 열매가 34% 늘었다.")

    assert len(set(found)) == len(found) == 6


def test_a_map_with_free_keys_is_filled() -> None:
    schema = {"type": "object", "additionalProperties": {"type": "integer"}, "minProperties": 2}

    found = filled(schema, "꿀벌이 도심으로 돌아왔다. 나무 열매가 34% 늘었다.")

    jsonschema.validate(found, schema)
    assert len(found) >= 2
