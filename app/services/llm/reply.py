"""From a model's text to a checked reply, or to the sentences that say what is wrong with it."""

import json
import re
from collections import Counter
from collections.abc import Callable
from typing import Any, NoReturn, get_origin

from pydantic import ValidationError

from app.domain.task import Json
from app.services.llm.protocol import Reply

ERRORS_SHOWN = 8

_ARRAY_FIRST = re.compile(r"[^{\[]*(?=\[\s*\{)")  # an array of objects, not one inside of an object


class InvalidReply(Exception):
    """The text is not the reply that was asked for; ``errors`` are sentences for the model."""

    def __init__(self, errors: list[str]) -> None:
        self.errors = errors[:ERRORS_SHOWN]
        super().__init__("; ".join(self.errors))


def read_reply(
    text: str, reply_type: type[Reply], check: Callable[[Reply], list[str]] | None
) -> Reply:
    """The reply in ``text``. Raises InvalidReply; nothing is mended on the way."""
    try:
        reply = reply_type.model_validate(_read_value(text, reply_type))
    except ValidationError as exc:
        raise InvalidReply([_sentence(e["loc"], e["msg"]) for e in exc.errors()]) from None
    errors = check(reply) if check else []
    if errors:
        raise InvalidReply(errors)
    return reply


def _read_value(text: str, reply_type: type[Reply]) -> Json:
    """A reply whose one member is an array may be told as that array."""
    if len(reply_type.model_fields) == 1 and (start := _ARRAY_FIRST.match(text)):
        [(name, field)] = reply_type.model_fields.items()
        if get_origin(field.annotation) is list:
            return {name: _read(text, start.end())}
    return read_object(text)


def read_object(text: str) -> Json:
    """The one JSON object in ``text``, which may stand in a code fence or between sentences."""
    start = text.find("{")
    if start < 0:
        raise InvalidReply(["JSON 객체가 없습니다. 객체 하나만 쓰세요."])
    found: Json = _read(text, start)
    return found


def _read(text: str, start: int) -> Any:
    """The value that begins at ``start``; nothing else may follow."""
    try:
        found, end = _DECODER.raw_decode(text, start)
    except json.JSONDecodeError as exc:
        raise InvalidReply(
            [f"JSON 문법 오류: {exc.msg} (줄 {exc.lineno}, 칸 {exc.colno})"]
        ) from None
    except (ValueError, RecursionError):  # more digits or levels than Python reads
        raise InvalidReply(["JSON이 너무 깊거나 수가 너무 깁니다."]) from None
    if "{" in text[end:]:
        raise InvalidReply(["JSON 객체가 둘 이상입니다. 객체 하나만 쓰세요."])
    if not _storable(found):
        raise InvalidReply(["글에 쓸 수 없는 문자(NUL, 짝 없는 서로게이트)가 있습니다."])
    return found


def _storable(value: object) -> bool:
    """Whether PostgreSQL and UTF-8 can hold it."""
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\\u0000" not in text


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) < len(pairs):
        twice = next(name for name, told in Counter(name for name, _ in pairs).items() if told > 1)
        raise InvalidReply([f"{twice} 항목이 두 번 나옵니다. 한 번만 쓰세요."])
    return members


def _no_constants(name: str) -> NoReturn:
    raise InvalidReply([f"{name}는 JSON에 없는 값입니다."])


# Raw line breaks inside strings (strict=False) change nothing; a repeated name or a NaN would.
_DECODER = json.JSONDecoder(strict=False, object_pairs_hook=_unique, parse_constant=_no_constants)


def _sentence(location: tuple[int | str, ...], message: str) -> str:
    return f"{'.'.join(map(str, location)) or '전체'}: {message}"
