"""What a bad model makes of a good answer."""

import json
from collections.abc import Sequence
from typing import Any

from app.sandbox.extraction.turn import Turn
from app.sandbox.fault_kinds import FaultKind

_QUOTED = 120


def spoiled(text: str, fault: FaultKind | None, turns: Sequence[Turn]) -> str:
    """``text`` with the fault in it; as it is when the fault is none of a model's own."""
    match fault:
        case "bad_json":
            return text[: len(text) // 2]
        case "empty":
            return ""
        case "wrong_schema":
            return _mistyped(text)
        case "fenced":
            return f"요청하신 결과입니다.\n\n```json\n{text}\n```\n\n도움이 되었기를 바랍니다."
        case "thinking":
            return f"<think>\n{_thoughts(turns)}\n</think>\n\n{text}"
        case _:
            return text


def _mistyped(text: str) -> str:
    """Well-formed JSON, every value of which has another type than it should."""
    try:
        value = json.loads(text)
    except ValueError:
        value = text
    return json.dumps(_other_type(value), ensure_ascii=False)


def _other_type(value: Any) -> object:
    match value:
        case dict():
            return {key: _flattened(inner) for key, inner in value.items()} or []
        case list():
            return {"items": value}
        case _:
            return {"value": value}


def _flattened(value: object) -> object:
    match value:
        case str():
            return [value]
        case bool() | int() | float() | None:
            return {"value": value}
        case _:
            return json.dumps(value, ensure_ascii=False)


def _thoughts(turns: Sequence[Turn]) -> str:
    asked = next((turn.text for turn in reversed(turns) if turn.role == "user"), "")
    return f"사용자가 무엇을 묻는지 먼저 살펴보자: {asked[:_QUOTED]}\n글에서 답을 찾아 정리한다."
