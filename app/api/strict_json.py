"""JSON that is unambiguous and that PostgreSQL can hold; Python's parser lets more through."""

import json
import math
from collections.abc import Iterable
from typing import Any

from app.api.validation_messages import invalid
from app.domain.errors import Malformed, Rejected

INT64 = range(-(2**63), 2**63)
DEPTH_MAX = 32

Location = tuple[str | int, ...]


def parse_json(body: bytes) -> Any:
    """Raise Malformed (not JSON), or Rejected or RequestValidationError (not for us)."""
    if not body.strip():
        raise Rejected("요청 본문이 비어 있습니다. JSON 객체를 보내세요.")
    try:
        value = _DECODER.decode(body.decode("utf-8"))
    except UnicodeDecodeError as exc:
        raise Malformed("요청 본문이 UTF-8이 아닙니다. UTF-8 JSON으로 보내세요.") from exc
    except json.JSONDecodeError as exc:
        raise Malformed(
            f"요청 본문이 올바른 JSON이 아닙니다 ({exc.lineno}행 {exc.colno}열)."
        ) from exc
    except RecursionError as exc:
        raise _too_deep() from exc
    except ValueError as exc:
        raise Malformed("자릿수가 너무 많은 정수가 있습니다.") from exc
    # Without an escape, JSON in UTF-8 can't write what a text may not hold.
    _check_values(value, check_texts=b"\\u" in body)
    return value


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise Malformed("JSON 객체에 같은 이름이 두 번 나옵니다. 하나만 남기고 보내세요.")
    return members


_DECODER = json.JSONDecoder(object_pairs_hook=_unique)


def _check_values(root: Any, *, check_texts: bool) -> None:
    """Walk without recursion; a fault is told with its place."""
    pending: list[tuple[Location, Any]] = [((), root)]
    while pending:
        place, value = pending.pop()
        if isinstance(value, str):
            fault = _text_fault(value) if check_texts else None
        elif isinstance(value, dict):
            pending += _members(place, value.items())
            fault = next(filter(None, map(_text_fault, value)), None) if check_texts else None
        elif isinstance(value, list):
            pending += _members(place, enumerate(value))
            fault = None
        else:
            fault = _number_fault(value)
        if fault:
            raise invalid(("body", *place), fault)


def _members(
    place: Location, members: Iterable[tuple[str | int, Any]]
) -> list[tuple[Location, Any]]:
    if len(place) >= DEPTH_MAX:
        raise _too_deep()
    return [((*place, name), member) for name, member in members]


def _number_fault(value: float | None) -> str | None:
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN이나 무한대는 보낼 수 없습니다."
    if isinstance(value, int) and value not in INT64:
        return "64비트를 넘는 정수는 보낼 수 없습니다."
    return None


def _text_fault(text: str) -> str | None:
    if "\x00" in text:
        return "NUL 문자는 보낼 수 없습니다."
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return "짝이 없는 서로게이트 문자는 보낼 수 없습니다."
    return None


def _too_deep() -> Malformed:
    return Malformed(f"JSON이 너무 깊습니다. {DEPTH_MAX}단계 이하로 보내세요.")
