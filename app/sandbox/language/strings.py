"""Changing what a model says while its shape stays."""

import json
from collections.abc import Callable

_LEAST_LENGTH = 10  # names, ids and labels are shorter


def in_strings(text: str, change: Callable[[str], str]) -> str:
    """Every longer string of a JSON text, or the text itself."""
    try:
        value = json.loads(text)
    except ValueError:
        return change(text)
    return json.dumps(_changed(value, change), ensure_ascii=False)


def _changed(value: object, change: Callable[[str], str]) -> object:
    match value:
        case str() if len(value) >= _LEAST_LENGTH:
            return change(value)
        case list():
            return [_changed(each, change) for each in value]
        case dict():
            return {key: _changed(each, change) for key, each in value.items()}
        case _:
            return value
