"""What a bad model makes of a good answer."""

import json
import re
from collections.abc import Sequence
from typing import Any

from app.sandbox.extraction.turn import Turn
from app.sandbox.fault_kinds import FaultKind
from app.sandbox.language.strings import in_strings

_QUOTED = 120
_NUMBER = re.compile(r"(?<![\w.,/#-])\d{1,6}(?![\w]*[A-Za-z])")
_INVENTED = "이 일에는 모두 4,271명이 참여했다."
_ORDER = re.compile(
    r"[“\"‘']([^”\"’'\n]{1,200})[”\"’']\s*(?:이?라고|만)\s*\S{0,6}\s?(?:답|쓰|써|말|출력)"
)


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
        case "inventing":
            return in_strings(text, _invented)
        case "obedient":
            ordered = _ordered(turns)
            return in_strings(text, lambda _: ordered) if ordered else text
        case _:
            return text


def _invented(text: str) -> str:
    """Other numbers, or one where there was none; ids and addresses stay."""
    if not re.search(r"\s", text):
        return text
    other = _NUMBER.sub(lambda match: str(int(match.group()) * 7 + 3), text)
    return other if other != text else f"{text} {_INVENTED}"


def _ordered(turns: Sequence[Turn]) -> str | None:
    """What a user's text orders to be said: “…”라고 답하라."""
    asked = "\n".join(turn.text for turn in turns if turn.role == "user")
    found = _ORDER.search(asked)
    return found.group(1) if found else None


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
