"""Each rule of a story by itself: who breaks it where, and what becomes of that."""

import json
from typing import Any

import pytest

from app.domain.scenario import NewOrder, Rule, story_text
from app.services.scenario.risk import risk_range
from app.services.scenario.validator import Examined, StoryValidator
from tests.unit.services.scenario.stories import NEW, SAFETY, Raw, compact, edit, story

GOOD = story(moves=(0.9, -0.4, 0.3))


def copied() -> list[Raw]:
    told: list[Raw] = json.loads(compact(GOOD))
    return told


def judged(turns: list[Any], request: str | None = None, original: list[Raw] = GOOD) -> Examined:
    order = NEW if request is None else edit(original, request)
    return StoryValidator.of(order, SAFETY).examine(turns)


def found(examined: Examined) -> list[tuple[Rule, int | None, str | None]]:
    return [(breach.rule, breach.turn, breach.stock) for breach in examined.breaches]


def told(examined: Examined) -> list[Raw]:
    assert examined.story is not None
    turns: list[Raw] = json.loads(story_text(examined.story))
    return turns


def test_a_new_story_has_seven_turns_and_three_stocks() -> None:
    short = judged(copied()[:6])
    assert found(short) == [(Rule.COUNT, None, None)]
    assert short.story is None
    turns = copied()
    del turns[3]["stocks"][2]
    assert (Rule.COUNT, 4, None) in found(judged(turns))


@pytest.mark.parametrize("turns", [[], [1, 2], [{}], [{"stocks": []}], [{"stocks": [7]}]])
def test_what_is_no_story_is_told_without_a_story(turns: list[Any]) -> None:
    examined = judged(turns)
    assert examined.story is None
    assert Rule.SHAPE in {breach.rule for breach in examined.breaches}


def test_the_first_turn_begins_at_a_hundred() -> None:
    turns = copied()
    turns[0]["stocks"][1]["current_value"] = 90
    examined = judged(turns)
    assert (Rule.START, 1, "🌿 숲의 마법사") in found(examined)
    assert told(examined)[0] == GOOD[0]


def test_a_value_out_of_range_is_taken_from_what_the_next_turn_knows() -> None:
    turns = copied()
    turns[2]["stocks"][2]["current_value"] = 9_999
    examined = judged(turns)
    assert found(examined) == [(Rule.RANGE, 3, "🔥 화염 마법사")]
    assert told(examined) == GOOD


def test_a_move_that_was_meant_is_made_from_the_true_value() -> None:
    turns = copied()
    for turn in turns[1:]:  # a story of its own, ten times as big
        for stock in turn["stocks"]:
            stock["before_value"] *= 10
            stock["current_value"] *= 10
    examined = judged(turns)
    assert examined.story is not None
    mended = told(examined)
    for turn, good in zip(mended[2:], GOOD[2:], strict=True):
        for stock, meant in zip(turn["stocks"], good["stocks"], strict=True):
            move = stock["current_value"] / stock["before_value"]
            assert move == pytest.approx(meant["current_value"] / meant["before_value"], abs=0.02)


@pytest.mark.parametrize(
    ("level", "down", "up"),
    [
        *(("저위험", 0.03, 0.05), ("저위험 안정형", 0.03, 0.05), ("Low risk", 0.03, 0.05)),
        *(("중위험", 0.05, 0.10), ("중위위험", 0.05, 0.10), ("medium", 0.05, 0.10)),
        *(("고위험 고수익", 0.20, 0.30), ("고위 위험", 0.20, 0.30), ("HIGH", 0.20, 0.30)),
    ],
)
def test_a_risk_level_in_the_clients_words(level: str, down: float, up: float) -> None:
    limits = risk_range(level)
    assert (limits.down, limits.up) == (down, up)


def test_the_greatest_moves_of_the_known_stories_are_allowed() -> None:
    low, middle, high = (risk_range(level) for level in ("저위험", "중위험", "고위험"))
    assert low.bounds(105)[1] >= 105 * 1.057  # +5.7 %
    assert middle.bounds(125)[1] >= 138  # +10.4 %
    assert high.bounds(100) == (80, 130)
    assert risk_range("알 수 없음").bounds(100) == (1, 1_000)


def test_a_careless_name_is_recognised_and_another_is_not() -> None:
    turns = copied()
    turns[4]["stocks"][2]["name"] = "화염마법사"
    turns[5]["stocks"].reverse()
    examined = judged(turns)
    assert found(examined) == [(Rule.CAST, 5, None), (Rule.CAST, 6, None)]
    assert told(examined) == GOOD
    turns[4]["stocks"][2]["name"] = "얼음 마법사"
    examined = judged(turns)
    assert examined.story is None
    assert "🔥 화염 마법사" in examined.breaches[0].sentence


def test_the_risk_stays_as_the_first_turn_says() -> None:
    turns = copied()
    turns[3]["stocks"][0]["risk_level"] = "고위험"
    examined = judged(turns)
    assert found(examined) == [(Rule.RISK, 4, "🧙 물의 마법사")]
    assert told(examined) == GOOD


def test_two_of_one_name_can_not_be_told_apart() -> None:
    turns = copied()
    for turn in turns:
        turn["stocks"][1]["name"] = turn["stocks"][0]["name"]
    assert judged(turns).story is None


@pytest.mark.parametrize(
    "request_text", ["3턴 뉴스를 바꿔줘", "3일 이야기를 더 신나게", "edit turn 3"]
)
def test_turns_before_the_named_one_are_kept(request_text: str) -> None:
    turns = copied()
    turns[0]["news"] = "비 대신 눈이 옵니다."
    turns[2]["news"] = "용이 나타났습니다."
    examined = judged(turns, request_text)
    assert found(examined) == [(Rule.KEEP, 1, None)]
    mended = told(examined)
    assert mended[0] == GOOD[0]
    assert mended[2]["news"] == "용이 나타났습니다."


@pytest.mark.parametrize(
    "request_text",
    [
        "3턴처럼 전체를 바꿔줘",
        "1~3턴을 바꿔줘",
        "3턴에 종목을 추가해줘",
        "더 재미있게",
        "세 번째 턴",
    ],
)
def test_a_request_that_may_mean_more_binds_to_nothing(request_text: str) -> None:
    turns = copied()
    turns[0]["news"] = "비 대신 눈이 옵니다."
    assert judged(turns, request_text).breaches == ()


def test_an_edit_loses_turns_and_stocks_only_when_asked() -> None:
    assert found(judged(copied()[:3], "더 재미있게")) == [(Rule.COUNT, None, None)]
    assert judged(copied()[:3], "3턴으로 줄여줘").breaches == ()
    fewer = [{**turn, "stocks": turn["stocks"][:2]} for turn in copied()]
    assert judged(fewer, "더 재미있게").story is None
    assert judged(fewer, "화염 마법사를 빼줘").breaches == ()


def test_an_edit_may_rename_and_grow() -> None:
    renamed = json.loads(compact(GOOD).replace("화염", "얼음"))
    assert judged(renamed, "화염 마법사를 얼음 마법사로 바꿔줘").breaches == ()
    assert judged(copied(), "종목을 늘려줘", story(turns=7, stocks=1)).breaches == ()


def test_members_that_we_do_not_know_stay_with_their_turn_and_stock() -> None:
    original = copied()
    original[1]["image"] = {"url": "https://example.com/1.png"}
    original[1]["stocks"][0]["color"] = "red"
    reply = copied()
    reply[1]["mood"] = "invented"
    assert told(judged(reply, "더 재미있게", original)) == original


def test_what_a_clients_story_never_told_is_not_missed() -> None:
    original = copied()
    for turn in original:
        del turn["news_tag"]
        for stock in turn["stocks"]:
            del stock["expectation"], stock["before_value"]
    examined = judged(json.loads(compact(original)), "더 재미있게", original)
    assert examined.breaches == ()
    assert told(examined) == original


def test_numbers_that_a_client_chose_stay_unless_they_are_touched() -> None:
    original = story(turns=2, stocks=1)
    original[0]["stocks"][0].update(before_value=500, current_value=500)
    original[1]["stocks"][0].update(before_value=500, current_value=900)
    assert judged(original, "말투를 바꿔줘", original).breaches == ()
    touched = json.loads(compact(original))
    touched[1]["stocks"][0]["current_value"] = 901
    assert found(judged(touched, "말투를 바꿔줘", original)) == [(Rule.RANGE, 2, "🧙 물의 마법사")]


def test_the_language_of_a_story_changes_only_when_asked() -> None:
    turns = copied()
    turns[1].update(result="Morning.", news="Rain.")
    assert found(judged(turns)) == [(Rule.LANGUAGE, 2, None)]
    assert judged(turns, "더 재미있게").story is None
    assert judged(turns, "영어로 번역해줘").breaches == ()
    english = NewOrder(chapter_id="1", theme="magic", request="Write it in English")
    assert StoryValidator.of(english, SAFETY).examine(turns).breaches == ()
    assert judged(turns, "더 재미있게", turns).breaches == ()


def test_a_word_that_children_should_not_read_goes_back() -> None:
    turns = copied()
    turns[5]["stocks"][1]["expectation"] = "도박처럼 위험해요."
    examined = judged(turns)
    assert found(examined) == [(Rule.SAFETY, 6, None)]
    assert examined.story is None
