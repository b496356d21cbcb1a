import pytest

from app.sandbox.extraction.material.statements import Statement
from app.sandbox.extraction.story.whereabouts import time_in, whereabouts_of

MATCH = [
    "프로축구 강릉FC가 14일 밤 경기장에서 열린 경기에서 졌다.",
    "강릉은 헤딩골로 앞서갔다.",
    "주장은 다리가 풀려서 뛰지 못했다고 말했다.",
    "관중은 책을 읽지 않고 노래했다.",
]


def statement(text: str) -> Statement:
    return Statement(text, ("S1",), 0, 0.0)


def test_a_night_match_stays_in_its_stadium_at_night() -> None:
    about = whereabouts_of(MATCH)

    for text in MATCH:
        place = about.place(statement(text))
        assert place.english == "a stadium full of spectators"
        assert about.time_at(place, statement(text))[0] == "밤"


def test_a_leg_is_no_bridge() -> None:
    about = whereabouts_of(MATCH)

    seen = [prop.english for prop in about.props(statement(MATCH[2]), 2)]

    assert "a bridge" not in seen
    assert [prop.english for prop in whereabouts_of([]).props(statement("다리를 건넜다."), 2)] == [
        "a bridge"
    ]


def test_nothing_is_added_that_no_sentence_calls_for() -> None:
    assert whereabouts_of(["값이 올랐다."]).props(statement("값이 올랐다."), 2) == ()


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("열차는 밤 11시에 떠나 아침에 닿는다.", "밤"),
        ("오전에 빵이 다 팔린다.", "아침"),
        ("높낮이가 낮은 지붕이다.", None),
        ("They met in the evening.", "해 질 녘"),
    ],
)
def test_the_time_is_the_text_s_own(text: str, time: str | None) -> None:
    found = time_in(text)

    assert (found and found[0]) == time
