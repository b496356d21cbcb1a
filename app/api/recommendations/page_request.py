"""What a client may ask of its recommendations, and how it hears that it may not."""

from dataclasses import dataclass
from typing import Any

from starlette.datastructures import QueryParams

from app.domain.errors import CallerError
from app.domain.recommendation import PAGE_MAX

LIMIT_DEFAULT = 20
_DIGITS = 9  # of a page's number: more would leave PostgreSQL's integers

DEFER = "defer"
WAIT = "wait"


@dataclass(frozen=True)
class PageRequest:
    """Page ``number`` (from 1) of ``limit`` outfits; ``defer``: messages may come later."""

    number: int
    limit: int
    defer: bool

    @property
    def offset(self) -> int:
        """How many outfits come before it."""
        return (self.number - 1) * self.limit


def page_request(query: QueryParams) -> PageRequest:
    """Raises CallerError with the documented sentence."""
    number = _whole(query.get("page", "1"))
    if number is None or number < 1:
        raise CallerError("페이지 번호는 1 이상이어야 합니다")
    if len(str(number)) > _DIGITS:
        raise CallerError("페이지 번호가 너무 큽니다")
    limit = _whole(query.get("limit", str(LIMIT_DEFAULT)))
    if limit is None or not 1 <= limit <= PAGE_MAX:
        raise CallerError(f"페이지당 개수는 1 이상 {PAGE_MAX} 이하여야 합니다")
    messages = query.get("messages", WAIT)
    if messages not in (WAIT, DEFER):
        raise CallerError(f"messages는 {WAIT} 또는 {DEFER}여야 합니다")
    return PageRequest(number, limit, defer=messages == DEFER)


def _whole(text: str) -> int | None:
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 2 * _DIGITS:
        return None
    return int(text)


def _parameter(name: str, schema: dict[str, Any], description: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "required": False,
        "schema": schema,
        "description": description,
    }


PARAMETERS = {
    "parameters": [
        _parameter("page", {"type": "integer", "minimum": 1, "default": 1}, "페이지 번호"),
        _parameter(
            "limit",
            {"type": "integer", "minimum": 1, "maximum": PAGE_MAX, "default": LIMIT_DEFAULT},
            "페이지당 개수",
        ),
        _parameter(
            "messages",
            {"type": "string", "enum": [WAIT, DEFER], "default": WAIT},
            "wait: 추천 메시지를 기다립니다. defer: 있는 것만 곧바로 주고, 나머지는 "
            "messageStream 주소에서 알립니다.",
        ),
    ]
}
