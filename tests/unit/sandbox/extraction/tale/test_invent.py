"""New stories keep the game's rules, whatever they are about."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.sandbox.extraction.tale.casting import cast_of, place_of, rivals_of
from app.sandbox.extraction.tale.invent import invented

RANGES = ((0.97, 1.05), (0.95, 1.10), (0.80, 1.30))
THEMES = st.text(alphabet="가나다라마바사 왕국마법사,카페ab1", max_size=40)


@settings(max_examples=60, deadline=None)
@given(theme=THEMES, request=THEMES)
def test_seven_turns_of_three_that_follow_each_other(theme: str, request: str) -> None:
    story = invented(theme, request, 7, 3)

    assert [turn["turn_number"] for turn in story] == list(range(1, 8))
    cast = [stock["name"] for stock in story[0]["stocks"]]
    assert len(set(cast)) == 3
    values = [100, 100, 100]
    for turn in story:
        assert turn["result"]
        assert turn["news"]
        assert [stock["name"] for stock in turn["stocks"]] == cast
        assert [stock["before_value"] for stock in turn["stocks"]] == values
        for stock, value, (low, high) in zip(turn["stocks"], values, RANGES, strict=True):
            assert value * low - 0.5 <= stock["current_value"] <= value * high + 0.5
        values = [stock["current_value"] for stock in turn["stocks"]]
    assert all(stock["current_value"] == 100 for stock in story[0]["stocks"])


def test_news_of_a_turn_is_about_what_happens_in_the_next() -> None:
    told = {(turn["news"], after["result"]) for turn, after in _pairs("푸드트럭 축제")}
    again = {(turn["news"], after["result"]) for turn, after in _pairs("푸드트럭 축제")}
    assert told == again
    assert len(told) == 6


def _pairs(theme: str) -> list[tuple[dict, dict]]:
    story = invented(theme, "", 7, 3)
    return list(pairwise(story))


@pytest.mark.parametrize(
    ("theme", "cast"),
    [
        ("짚, 나무, 벽돌로 집 짓는 가게", ["짚 가게", "나무 가게", "벽돌 가게"]),
        (
            "샌드위치, 아이스크림, 붕어빵 푸드트럭이 축제에서",
            ["샌드위치 푸드트럭", "아이스크림 푸드트럭", "붕어빵 푸드트럭"],
        ),
        ("토끼, 거북이, 여우가 숲에서 겨루는 이야기", ["토끼", "거북이", "여우"]),
    ],
)
def test_those_that_the_theme_lists_are_the_cast(theme: str, cast: list[str]) -> None:
    assert cast_of(theme, 3) == cast


def test_others_are_of_the_themes_kind() -> None:
    assert all(name.endswith("카페") for name in cast_of("우주 고양이 카페", 3))
    rivals = rivals_of("🧙 화염 마법사", 2)
    assert all(name.endswith(" 마법사") for name in rivals)
    assert "화염 마법사" not in rivals


def test_the_place_is_the_themes() -> None:
    assert place_of("마법 왕국의 모험") == "왕국"
    assert place_of("로봇") == "마을"
