"""What requests say unmistakably, and what they do not."""

import pytest

from app.services.scenario.original import Original
from app.services.scenario.wish import Wish, read_wish
from tests.unit.services.scenario.stories import story

ORIGINAL = Original(story())


def wish(request: str) -> Wish:
    return read_wish(request, ORIGINAL)


@pytest.mark.parametrize(
    ("request_text", "turns"),
    [
        ("3턴의 뉴스만 바꿔줘", {3}),
        ("3턴만 더 재미있게", {3}),
        ("2턴과 5턴의 결과를 더 슬프게", {2, 5}),
        ("1, 3턴을 밝게", {1, 3}),
        ("2~4턴을 밝게 고쳐줘", {2, 3, 4}),
        ("2턴부터 4턴까지 밝게 고쳐줘", {2, 3, 4}),
        ("5턴부터 더 신나게", {5, 6, 7}),
        ("3일차 소식을 바꿔줘", {3}),
        ("3일 이야기를 더 신나게", {3}),
        ("3번째 턴의 뉴스를 용이 나타났다는 이야기로 바꿔 주세요.", {3}),
        ("3턴만 바꾸고 나머지는 그대로 둬", {3}),
        ("비가 100일 내린 3턴의 뉴스를 고쳐줘", {3}),
        ("make turn 3 funnier", {3}),
        ("make turns 2 and 4 funnier", {2, 4}),
    ],
)
def test_a_request_names_its_turns(request_text: str, turns: set[int]) -> None:
    assert wish(request_text).turns == turns


@pytest.mark.parametrize(
    "request_text",
    [
        "왕국 100일 기념 축제를 넣어줘",
        "7턴짜리 이야기를 더 신나게",
        "7턴 동안 비가 오게 해줘",
        "비가 7일 내내 오게 해줘",
        "비가 3일째 내리게 해줘",
        "3일 동안 축제가 열리게 해줘",
        "3턴까지 밝게 고쳐줘",
        "3턴처럼 신나게 해줘",
        "30턴의 뉴스를 바꿔줘",
        "10003턴의 뉴스를 바꿔줘",
        "5턴으로 늘려줘",
        "3턴처럼 전체를 바꿔줘",
        "3턴의 뉴스를 바꾸고 이야기를 더 신나게 해줘",
        "세 번째 턴을 밝게",
        "2명이 나오게 해줘",
        "더 재미있게",
    ],
)
def test_a_number_is_not_always_a_turn(request_text: str) -> None:
    assert wish(request_text).turns is None


@pytest.mark.parametrize(
    "request_text",
    [
        "3턴으로 줄여줘",
        "턴을 줄여줘",
        "턴 수를 5개로 줄여 주세요",
        "3턴을 삭제해줘",
        "2턴과 3턴을 합쳐줘",
        "3턴만 남겨줘",
        "remove turn 3",
        "delete the last two turns",
        "shorten the story to three turns",
    ],
)
def test_fewer_turns_are_asked_for(request_text: str) -> None:
    assert wish(request_text).fewer_turns
    assert not wish(request_text).fewer_stocks


@pytest.mark.parametrize(
    "request_text",
    [
        "화염 마법사를 빼줘",
        "물의 마법사와 숲의 마법사를 합쳐줘",
        "종목을 2개로 줄여줘",
        "캐릭터 하나를 삭제해 주세요",
        "2개 종목으로 줄여줘",
        "물의 마법사만 남겨줘",
        "remove one stock",
    ],
)
def test_fewer_stocks_are_asked_for(request_text: str) -> None:
    assert wish(request_text).fewer_stocks
    assert not wish(request_text).fewer_turns


@pytest.mark.parametrize(
    "request_text",
    [
        "3턴만 고쳐줘",
        "마법사들이 힘을 합쳐 싸우게 해줘",
        "3턴에서 힘을 합쳐 용을 물리치게",
        "밧줄이 끊어지는 장면을 넣어줘",
        "보물을 빼앗는 용을 넣어줘",
        "3턴을 빼앗긴 보물 이야기로",
        "문장을 짧게 써줘",
        "2명으로 늘려줘",
        "3턴의 뉴스를 지워줘",
        "3턴을 줄여줘",
        "3턴은 빼고 나머지를 고쳐줘",
        "화염 마법사의 설명을 빼줘",
        "지우개 가게 이야기를 넣어줘",
        "only change turn 3",
        "cut the ribbon at the festival",
        "drop a hint in turn 2",
        "delete turn 3's news",
        "턴을 삭제하지 말고 3턴을 고쳐줘",
        "물의 마법사를 없애지 말아줘",
        "턴을 합치지 말아줘",
        "don't remove turn 3",
    ],
)
def test_other_requests_take_nothing_away(request_text: str) -> None:
    assert not wish(request_text).fewer_turns
    assert not wish(request_text).fewer_stocks


@pytest.mark.parametrize(
    "request_text",
    [
        "더 재미있게",
        "3턴의 뉴스를 용이 나타났다는 이야기로 바꿔줘",
        "make it funnier",
        "문장을 짧게",
    ],
)
def test_names_and_risks_stay(request_text: str) -> None:
    assert not wish(request_text).recast


@pytest.mark.parametrize(
    "request_text",
    [
        "화염 마법사를 얼음 마법사로 바꿔줘",
        "우주 배경으로 바꿔줘",
        "이름을 더 귀엽게",
        "해적 이야기로 바꿔줘",
        "3턴에서 화염 마법사를 얼음 마법사로 바꿔줘",
        "더 위험하게",
        "영어로 번역해줘",
    ],
)
def test_names_and_risks_may_be_meant(request_text: str) -> None:
    assert wish(request_text).recast
