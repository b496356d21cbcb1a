"""What a client may ask of chat."""

import unicodedata
from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints, field_validator

from app.api.request_body import RequestBody, Url

# Ids stand in addresses, so they are words: letters of any script, digits, and a few marks.
ChatId = Annotated[str, StringConstraints(pattern=r"^[.:@~-]*\w[\w.:@~-]*$", max_length=128)]

# Letters and symbols that show nothing.
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0\u2800")


class ChatRequest(RequestBody):
    """The body of POST /api/v2/chat."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "request_id": "req_12345",
                "room_id": "room_abc",
                "user_id": "user_123",
                "message": "안녕하세요",
            }
        }
    )

    request_id: ChatId
    room_id: ChatId
    user_id: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=128)]
    message: Annotated[str, StringConstraints(strip_whitespace=True)]
    callback_url: Annotated[
        Url | None,
        Field(description="답({request_id, content})을 받을 주소. 실패하면 error가 함께 갑니다."),
    ] = None
    target_status: str | None = None

    @field_validator("message")
    @classmethod
    def _says_something(cls, message: str) -> str:
        if not any(_shows(character) for character in message):
            raise ValueError("빈 메시지에는 답할 수 없습니다. 내용을 적어 보내세요.")
        return message

    @field_validator("target_status")
    @classmethod
    def _only_chat(cls, target_status: str | None) -> str | None:
        if target_status not in (None, "CHAT"):
            raise ValueError("CHAT만 받습니다. 만화는 POST /api/v1/comics로 요청하세요.")
        return target_status


def _shows(character: str) -> bool:
    return unicodedata.category(character)[0] not in "CZ" and character not in _FILLERS
