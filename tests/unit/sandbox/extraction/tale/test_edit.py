"""Edits of a story do what the request says, and nothing beside it."""

import json
from copy import deepcopy
from itertools import pairwise
from typing import Any

import pytest

from app.sandbox.extraction.tale.edit import edited
from app.sandbox.extraction.tale.invent import invented

Story = list[dict[str, Any]]
STORY = invented("마법 왕국의 마법사들이 왕국의 의뢰를 해결하는 이야기", "", 7, 3)
LOW, MID, HIGH = (stock["name"] for stock in STORY[0]["stocks"])


def edit(request: str) -> Story:
    story = edited(deepcopy(STORY), request)
    assert json.loads(json.dumps(story)) == story
    return story


def changed(story: Story) -> set[tuple[int, str]]:
    """Which member of which turn is another one."""
    return {
        (turn["turn_number"], name)
        for turn, before in zip(story, STORY, strict=False)
        for name in turn
        if turn[name] != before[name]
    }


def names(story: Story) -> list[str]:
    found = [[stock["name"] for stock in turn["stocks"]] for turn in story]
    assert all(each == found[0] for each in found)
    return found[0]


def assert_chained(story: Story) -> None:
    for before, turn in pairwise(story):
        for old, new in zip(before["stocks"], turn["stocks"], strict=True):
            assert new["before_value"] == old["current_value"]


@pytest.mark.parametrize(
    ("request_", "text"),
    [
        ("3턴의 뉴스를 '하늘에서 눈이 펑펑 내려요!'로 바꿔줘", "하늘에서 눈이 펑펑 내려요!"),
        ("3턴 뉴스를 비가 온다는 소식으로 바꿔주세요.", "비가 온다는 소식이 전해졌어요!"),
    ],
)
def test_a_text_that_is_given_is_put_where_it_belongs(request_: str, text: str) -> None:
    story = edit(request_)
    assert story[2]["news"] == text
    assert changed(story) == {(3, "news")}


@pytest.mark.parametrize(
    ("request_", "places"),
    [
        ("3턴 뉴스를 바꿔줘", {(3, "news")}),
        ("2턴 결과를 다시 써줘", {(2, "result")}),
        ("마지막 턴 결과를 고쳐줘", {(7, "result")}),
        ("2턴에서 4턴까지 뉴스를 새로 써줘", {(2, "news"), (3, "news"), (4, "news")}),
        (f"5턴의 {HIGH} 설명을 새로 써줘", {(5, "stocks")}),
    ],
)
def test_a_text_that_is_not_given_is_told_otherwise(
    request_: str, places: set[tuple[int, str]]
) -> None:
    assert changed(edit(request_)) == places


@pytest.mark.parametrize(
    "request_",
    [
        "{old}의 이름을 '달빛 요정'으로 바꿔줘",
        "{old}를 달빛 요정으로 이름을 바꿔줘",
        "change {old} to 달빛 요정",
    ],
)
def test_a_name_is_changed_wherever_it_stands(request_: str) -> None:
    story = edit(request_.format(old=MID))
    assert names(story) == [LOW, "달빛 요정", HIGH]
    assert MID not in json.dumps(story, ensure_ascii=False)
    assert "요정가" not in json.dumps(story, ensure_ascii=False)


def test_an_emoji_before_a_name_stays() -> None:
    story = deepcopy(STORY)
    for turn in story:
        turn["stocks"][0]["name"] = f"🧙 {LOW}"
    assert edited(story, f"{LOW}를 숲의 요정으로 바꿔줘")[0]["stocks"][0]["name"] == "🧙 숲의 요정"


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (f"4턴에서 {HIGH}의 값을 10% 내려줘", 0.9),
        (f"4턴에서 {HIGH}의 주가를 12% 올려줘", 1.12),
        (f"4턴 {HIGH}의 값을 90% 올려줘", 1.3),
    ],
)
def test_a_value_moves_as_far_as_its_risk_allows(request_: str, expected: float) -> None:
    story = edit(request_)
    stock = story[3]["stocks"][2]
    assert stock["current_value"] == pytest.approx(stock["before_value"] * expected, abs=0.51)
    assert {turn for turn, _ in changed(story)} <= {4, 5, 6, 7}
    assert story[3]["stocks"][:2] == STORY[3]["stocks"][:2]
    assert_chained(story)


@pytest.mark.parametrize(
    ("request_", "added"),
    [("얼음 마법사를 추가해줘", ["얼음 마법사"]), ("캐릭터를 두 명 더 추가해줘", None)],
)
def test_newcomers_are_in_every_turn_from_100_on(request_: str, added: list[str] | None) -> None:
    story = edit(request_)
    new = names(story)[3:]
    assert new == added if added else len(new) == 2
    assert all(stock["current_value"] == 100 for stock in story[0]["stocks"])
    assert_chained(story)


def test_one_that_is_not_wanted_is_gone_from_every_turn() -> None:
    assert names(edit(f"{MID}를 빼줘")) == [LOW, HIGH]


@pytest.mark.parametrize(
    ("request_", "turns"),
    [
        ("마지막 턴을 삭제해줘", 6),
        ("5턴으로 줄여줘", 5),
        ("턴을 하나 더 추가해줘", 8),
        ("10턴으로 늘려줘", 10),
    ],
)
def test_turns_come_and_go(request_: str, turns: int) -> None:
    story = edit(request_)
    assert [turn["turn_number"] for turn in story] == list(range(1, turns + 1))
    assert_chained(story)


def test_whoever_competes_gets_rivals() -> None:
    alone = [{**STORY[0], "stocks": STORY[0]["stocks"][:1]}]
    story = edited(
        alone,
        "더 흥미진진하게. 모험 요소를 추가하고 마법사들 간의 경쟁을 더 치열하게 만들어주세요.",
    )
    assert len(names(story)) == 3
    assert "모험" in story[0]["result"]


@pytest.mark.parametrize(
    ("request_", "word"),
    [
        ("우정 이야기를 넣어줘", "손을 잡고"),
        ("더 웃기게 해줘", "웃음"),
        ("판다가 나오게 해줘", "판다"),
    ],
)
def test_a_mood_is_told_in_every_turn(request_: str, word: str) -> None:
    story = edit(request_)
    assert changed(story) == {(number, "result") for number in range(1, 8)}
    assert word in story[0]["result"]


def test_an_edit_is_the_same_each_time() -> None:
    assert edit("3턴 뉴스를 바꿔줘") == edit("3턴 뉴스를 바꿔줘")


@pytest.mark.parametrize("story", [[{}], [{"stocks": "x"}], [{"turn_number": "a", "stocks": [{}]}]])
@pytest.mark.parametrize(
    "request_",
    [
        "3턴 뉴스를 바꿔줘",
        "값을 올려줘",
        "캐릭터 추가해줘",
        "마지막 턴 삭제",
        "A를 B로 바꿔줘",
        "경쟁",
        "?",
    ],
)
def test_odd_stories_are_edited_too(story: Story, request_: str) -> None:
    assert edited(deepcopy(story), request_)


def test_a_tag_is_no_sentence() -> None:
    assert edit("첫 턴의 news_tag를 low로 바꿔줘")[0]["news_tag"] == "low"


def test_whoever_is_alone_meets_nobody_of_the_same_name() -> None:
    alone = [{**turn, "stocks": turn["stocks"][:1]} for turn in deepcopy(STORY[:1])]
    name = alone[0]["stocks"][0]["name"]
    for count in range(2, 13):
        story = edited(deepcopy(alone), f"{count}턴으로 늘려줘")
        assert len(story) == count
        told = [turn[text] for turn in story[1:] for text in ("news", "result")]
        assert not [text for text in told if text.count(name) > 1]
