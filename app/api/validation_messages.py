"""Pydantic's findings as Korean sentences with a pointer, never with the offending value."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from fastapi.exceptions import RequestValidationError

MAX_ERRORS = 20
MAX_NAME = 64

Context = Mapping[str, Any]


class FieldProblem(NamedTuple):
    """``pointer`` is a JSON pointer into the body, or names a header, path or query parameter."""

    pointer: str
    detail: str


_SENTENCES: Mapping[str, Callable[[Context], str]] = {
    "missing": lambda _: "필수 항목입니다.",
    "extra_forbidden": lambda _: "알 수 없는 항목입니다. 빼고 다시 보내세요.",
    "string_type": lambda _: "문자열이어야 합니다.",
    "string_too_short": lambda c: f"{c['min_length']}자 이상이어야 합니다.",
    "string_too_long": lambda c: f"{c['max_length']}자 이하여야 합니다.",
    "string_pattern_mismatch": lambda _: "허용되지 않는 문자나 형식입니다.",
    "int_type": lambda _: "정수여야 합니다.",
    "int_parsing": lambda _: "정수여야 합니다.",
    "int_from_float": lambda _: "정수여야 합니다.",
    "bool_type": lambda _: "true 또는 false여야 합니다.",
    "list_type": lambda _: "배열이어야 합니다.",
    "model_attributes_type": lambda _: "객체여야 합니다.",
    "dict_type": lambda _: "객체여야 합니다.",
    "too_short": lambda c: f"{c['min_length']}개 이상이어야 합니다.",
    "too_long": lambda c: f"{c['max_length']}개 이하여야 합니다.",
    "greater_than_equal": lambda c: f"{c['ge']} 이상이어야 합니다.",
    "less_than_equal": lambda c: f"{c['le']} 이하여야 합니다.",
    "literal_error": lambda c: f"{c['expected']} 중 하나여야 합니다.",
    "enum": lambda c: f"{c['expected']} 중 하나여야 합니다.",
    "uuid_parsing": lambda _: "UUID 형식이어야 합니다.",
    "uuid_type": lambda _: "UUID 형식이어야 합니다.",
    "value_error": lambda c: str(c["error"]),  # our own validators' sentences
}


def invalid(location: Sequence[str | int], sentence: str) -> RequestValidationError:
    """A finding of our own, in pydantic's form."""
    error = {"type": "value_error", "loc": tuple(location), "ctx": {"error": sentence}}
    return RequestValidationError([error])


def field_problems(found: Sequence[Mapping[str, Any]]) -> tuple[FieldProblem, ...]:
    """At most MAX_ERRORS of them: a long list of faults helps nobody."""
    return tuple(
        FieldProblem(_pointer(error["loc"]), _sentence(error)) for error in found[:MAX_ERRORS]
    )


def _sentence(error: Mapping[str, Any]) -> str:
    sentence = _SENTENCES.get(error["type"])
    return sentence(error.get("ctx", {})) if sentence else "값이 올바르지 않습니다."


def _pointer(location: Sequence[str | int]) -> str:
    place, *names = location
    if place != "body":
        return ":".join(_short(name) for name in location)
    return "#" + "".join(f"/{_escape(_short(name))}" for name in names)


def _short(name: str | int) -> str:
    # An unknown field's name comes from the caller: it may be as long as the body.
    return str(name)[:MAX_NAME]


def _escape(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
