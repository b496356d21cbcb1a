"""Messages that say something, and ids that can stand in an address."""

import pytest
from pydantic import ValidationError

from app.api.v2.chat.requests import ChatRequest

DOCUMENTED = {
    "request_id": "req_12345",
    "room_id": "room_abc",
    "user_id": "user_123",
    "message": "AI 기술의 미래에 대해 어떻게 생각해?",
}


def parse(**members: object) -> ChatRequest:
    return ChatRequest.model_validate({**DOCUMENTED, **members})


def test_the_documented_message() -> None:
    assert parse().model_dump(exclude_none=True) == DOCUMENTED


@pytest.mark.parametrize("message", ["안녕", "👍", "?", "a", "  ㅋ  ", "한\n글"])
def test_whatever_shows_something_is_a_message(message: str) -> None:
    assert parse(message=message).message == message.strip()


@pytest.mark.parametrize("message", ["", " ", "\n\t", "\u200b", "\u3164\u3164", "\u2800", "\ufeff"])
def test_what_shows_nothing_is_none(message: str) -> None:
    with pytest.raises(ValidationError, match="빈 메시지"):
        parse(message=message)


@pytest.mark.parametrize(
    "name", ["room_abc", "1", "방-1", "a.b:c@d~e", "0f8fad5b-d9cb-469f-a165-70867728950e"]
)
def test_ids_are_words(name: str) -> None:
    assert parse(room_id=name, request_id=name).room_id == name


@pytest.mark.parametrize(
    "name", ["", ".", "..", "a/b", "a b", "a\n", "a?b", "a%2F", "x" * 129, "a\x00"]
)
@pytest.mark.parametrize("member", ["room_id", "request_id"])
def test_other_ids_are_refused(member: str, name: str) -> None:
    with pytest.raises(ValidationError):
        parse(**{member: name})


def test_only_chat_is_asked_for_here() -> None:
    assert parse(target_status="CHAT")
    with pytest.raises(ValidationError, match="/api/v1/comics"):
        parse(target_status="QUERY_DONE")
