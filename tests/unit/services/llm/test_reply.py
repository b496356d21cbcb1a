import time

import pytest
from pydantic import BaseModel, Field

from app.services.llm.reply import InvalidReply, read_object, read_reply


class Fact(BaseModel):
    text: str = Field(min_length=1)
    count: int = Field(le=3)


class Facts(BaseModel):
    facts: list[Fact]


@pytest.mark.parametrize(
    "text",
    [
        '{"text": "사실", "count": 1}',
        '```json\n{"text": "사실", "count": 1}\n```',
        '```\n{"text": "사실", "count": 1}\n```',
        '다음과 같습니다.\n{"text": "사실", "count": 1}\n이상입니다.',
    ],
)
def test_an_object_is_found_in_what_stands_around_it(text: str) -> None:
    assert read_object(text) == {"text": "사실", "count": 1}


def test_a_raw_line_break_inside_a_string_is_kept() -> None:
    assert read_object('{"text": "한 줄\n두 줄"}') == {"text": "한 줄\n두 줄"}


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("모르겠습니다", "JSON 객체가 없습니다"),
        ("[1, 2]", "JSON 객체가 없습니다"),
        ('{"text": "사실"', "JSON 문법 오류"),
        ("{'text': '사실'}", "JSON 문법 오류"),
        ('{"outer": {"text": "속", "count": 1}', "JSON 문법 오류"),
        ('{"text": "하나"} 또는 {"text": "둘"}', "둘 이상"),
        ('{"text": "하나", "text": "둘"}', "text 항목이 두 번"),
        ('{"count": NaN}', "NaN"),
        ('{"count": -Infinity}', "-Infinity"),
        ('{"text": "\\u0000"}', "쓸 수 없는 문자"),
        ('{"text": "\\ud800"}', "쓸 수 없는 문자"),
        ('{"count": ' + "9" * 5_000 + "}", "수가 너무 깁니다"),
        ('{"a": ' + "[" * 100_000, "너무 깊거나"),
    ],
)
def test_what_would_need_guessing_is_refused(text: str, error: str) -> None:
    with pytest.raises(InvalidReply) as caught:
        read_object(text)
    assert error in caught.value.errors[0]


@pytest.mark.parametrize(
    "text",
    [
        '[{"text": "사실", "count": 1}, {"text": "둘", "count": 2}]',
        '물론이죠!\n```json\n[\n {"text": "사실", "count": 1},{"text": "둘", "count": 2}]\n```',
    ],
)
def test_the_one_array_of_a_reply_may_come_bare(text: str) -> None:
    assert [fact.count for fact in read_reply(text, Facts, None).facts] == [1, 2]
    with pytest.raises(InvalidReply):
        read_reply(text + text, Facts, None)
    with pytest.raises(InvalidReply):
        read_reply(text, Fact, None)


def test_many_names_are_read_in_little_time() -> None:
    names = ",".join(f'"k{number}":1' for number in range(100_000))
    started = time.perf_counter()
    assert len(read_object("{" + names + "}")) == 100_000
    assert time.perf_counter() - started < 5


def test_every_broken_field_is_named() -> None:
    with pytest.raises(InvalidReply) as caught:
        read_reply('{"text": "", "count": 9}', Fact, None)
    assert [error.partition(":")[0] for error in caught.value.errors] == ["text", "count"]


def test_a_well_formed_reply_still_has_to_pass_the_check() -> None:
    with pytest.raises(InvalidReply) as caught:
        read_reply('{"text": "사실", "count": 1}', Fact, lambda fact: [f"{fact.text}이 아니다."])
    assert caught.value.errors == ["사실이 아니다."]


def test_a_good_reply_comes_back_typed() -> None:
    assert read_reply('{"text": "사실", "count": 1}', Fact, lambda _: []) == Fact(
        text="사실", count=1
    )
