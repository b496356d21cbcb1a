"""Gemini's schemas become plain JSON Schema, or are refused as Gemini refuses them."""

import pytest

from app.sandbox.gemini.schema import plain_schema


def test_types_counts_and_nesting_are_translated() -> None:
    assert plain_schema(
        {
            "type": "OBJECT",
            "propertyOrdering": ["names"],
            "properties": {
                "names": {"type": "ARRAY", "min_items": "2", "items": {"type": "STRING"}},
                "kind": {"anyOf": [{"type": "STRING", "nullable": True}, {"type": "INTEGER"}]},
                "at": {"type": "STRING", "format": "date-time"},
                "which": {"type": "STRING", "format": "enum", "enum": ["a"]},
            },
            "required": ["names"],
        }
    ) == {
        "type": "object",
        "properties": {
            "names": {"type": "array", "minItems": 2, "items": {"type": "string"}},
            "kind": {"anyOf": [{"type": "string"}, {"type": "integer"}]},
            "at": {"type": "string", "format": "date-time"},
            "which": {"type": "string", "enum": ["a"]},
        },
        "required": ["names"],
    }


@pytest.mark.parametrize("keyword", ["$defs", "$ref", "additionalProperties", "oneOf", "const"])
def test_what_gemini_does_not_know_is_refused_with_its_place(keyword: str) -> None:
    schema = {"properties": {"a": {"items": {keyword: {}}}}}
    with pytest.raises(ValueError, match=r"Cannot find field") as caught:
        plain_schema(schema)
    assert keyword in str(caught.value)
    assert "response_schema.properties[0].value.items" in str(caught.value)
