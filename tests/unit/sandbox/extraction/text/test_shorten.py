"""Shorter, still a sentence, still true."""

import pytest

from app.sandbox.extraction.text.english_clauses import shorten_english
from app.sandbox.extraction.text.shorten import shorten


@pytest.mark.parametrize(
    ("statement", "limit", "expected"),
    [
        ("열매가 늘었다", 20, "열매가 늘었다"),
        (
            "이번 기술은 상온에서도 작동이 가능하고, 값이 싸기 때문에 널리 쓰일 것으로 기대된다",
            42,
            "이번 기술은 값이 싸기 때문에 널리 쓰일 것으로 기대된다",
        ),
        (
            "연구팀은 새로운 형태의 배터리를 세계 최초로 개발해 국제 학술지 최신호에 발표했다",
            30,
            "연구팀은 새로운 형태의 배터리를 세계 최초로 개발했다",
        ),
        (
            "빛을 받은 전하가 계면에 쌓여 필름을 변화시키는 것으로 나타났다",
            30,
            "빛을 받은 전하가 계면에 쌓여 필름을 변화시킨다",
        ),
        (
            "어민들이 남쪽 바닷가에 사는 새를 처음으로 사진에 담았다",
            25,
            "어민들이 새를 처음으로 사진에 담았다",
        ),
    ],
)
def test_whole_clauses_are_kept(statement: str, limit: int, expected: str) -> None:
    short = shorten(statement, limit)

    assert short is not None
    assert short.text == expected


def test_a_condition_is_not_taken_from_its_consequence() -> None:
    statement = "벌통이 너무 많아지면 야생벌이 밀려나고 꽃이 줄어든다"

    short = shorten(statement, 20)

    assert short is None or "면" in short.text


def test_what_is_conceded_is_not_said_alone() -> None:
    statement = "배우는 데는 고민이 필요 없지만 새로운 것을 이끌려면 자신만의 색깔이 필요하다"

    short = shorten(statement, 30)

    assert short is not None
    assert short.text == "새로운 것을 이끌려면 자신만의 색깔이 필요하다"


def test_a_topic_is_not_carried_over_a_contrast() -> None:
    statement = "보통 벌통의 무게는 30킬로그램을 넘지만, 병든 벌통은 10킬로그램도 되지 않았다"

    short = shorten(statement, 30)

    assert short is not None
    assert short.text == "병든 벌통은 10킬로그램도 되지 않았다"


def test_there_may_be_no_shorter_sentence() -> None:
    assert shorten("개발팀이어린이보호구역자동감지장치를공개했다", 10) is None


@pytest.mark.parametrize(
    ("statement", "limit", "expected"),
    [
        (
            "The council plans to add twelve reefs by 2027 and to pay fishing crews",
            50,
            "The council plans to add twelve reefs by 2027",
        ),
        (
            "Researchers found that nitrogen near the reefs fell by 41 percent",
            45,
            "Nitrogen near the reefs fell by 41 percent",
        ),
        (
            "The harbor is clean, while the river is still brown",
            30,
            "The harbor is clean",
        ),
    ],
)
def test_english_is_cut_at_its_borders(statement: str, limit: int, expected: str) -> None:
    short = shorten_english(statement, limit)

    assert short is not None
    assert short.text == expected
