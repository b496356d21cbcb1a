"""Gemini's response schemas, a subset of OpenAPI's, as plain JSON Schema."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

_IGNORED = frozenset(("propertyOrdering", "example", "nullable"))  # a value is always found
_STRING_FORMATS = frozenset(("date-time", "date", "time"))
_SNAKE = {
    "min_items": "minItems",
    "max_items": "maxItems",
    "min_length": "minLength",
    "max_length": "maxLength",
    "min_properties": "minProperties",
    "max_properties": "maxProperties",
    "any_of": "anyOf",
    "property_ordering": "propertyOrdering",
}


def _same(value: Any) -> Any:
    return value


def _lower(value: Any) -> str:
    return str(value).lower()


_PLAIN: dict[str, Callable[[Any], Any]] = {
    "type": _lower,
    "required": list,
    **dict.fromkeys(("title", "description", "format", "enum", "pattern", "default"), _same),
    **dict.fromkeys(("minimum", "maximum"), _same),
    # protobuf writes 64-bit integers as strings
    **dict.fromkeys(("minItems", "maxItems", "minLength", "maxLength"), int),
    **dict.fromkeys(("minProperties", "maxProperties"), int),
}


def plain_schema(schema: Mapping[str, Any], where: str = "response_schema") -> dict[str, Any]:
    """Raises ValueError, as Gemini does, for a keyword that its schemas do not have."""
    plain: dict[str, Any] = {}
    for given, value in schema.items():
        name = _SNAKE.get(given, given)
        if name in _IGNORED or (name == "format" and value not in _STRING_FORMATS):
            continue
        if name in _NESTED:
            plain[name] = _NESTED[name](value, where)
        elif name in _PLAIN:
            plain[name] = _PLAIN[name](value)
        else:
            raise ValueError(_unknown(given, where))
    return plain


def _properties(value: Mapping[str, Any], where: str) -> dict[str, Any]:
    return {
        key: plain_schema(inner, f"{where}.properties[{at}].value")
        for at, (key, inner) in enumerate(value.items())
    }


def _items(value: Mapping[str, Any], where: str) -> dict[str, Any]:
    return plain_schema(value, f"{where}.items")


def _alternatives(value: Sequence[Mapping[str, Any]], where: str) -> list[dict[str, Any]]:
    return [plain_schema(inner, f"{where}.any_of[{at}]") for at, inner in enumerate(value)]


_NESTED: dict[str, Callable[[Any, str], object]] = {
    "properties": _properties,
    "items": _items,
    "anyOf": _alternatives,
}


def _unknown(name: str, where: str) -> str:
    return (
        f'Invalid JSON payload received. Unknown name "{name}" at '
        f"'generation_config.{where}': Cannot find field."
    )
