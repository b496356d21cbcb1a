"""Each rule of a story by itself: who breaks it where, and what becomes of that."""

import json
import time
from typing import Any

import pytest

from app.domain.scenario import NewOrder, Rule
from app.services.scenario.risk import risk_range
from app.services.scenario.validator import Examined, StoryValidator
from tests.unit.services.scenario.stories import NEW, SAFETY, Raw, compact, edit, story, story_text

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


def returned(turns: list[Any], request: str, original: list[Raw]) -> tuple[list[Raw], Examined]:
    """What the client gets, and the judgement."""
    validator = StoryValidator.of(edit(original, request), SAFETY)
    examined = validator.examine(turns)
    assert examined.story is not None, examined.breaches
    got: list[Raw] = json.loads(validator.text(examined.story))
    return got, examined


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


@pytest.mark.parametrize("levels", [("고위험",) * 3, ("저위험", "중위험", "아무거나")])
def test_a_new_story_has_one_stock_of_each_risk(levels: tuple[str, ...]) -> None:
    turns = copied()
    for turn in turns:
        for stock, level in zip(turn["stocks"], levels, strict=True):
            stock["risk_level"] = level
    examined = judged(turns)
    assert (Rule.RISK, 1, None) in found(examined)
    assert examined.story is None


def test_turns_in_another_order_are_sorted_by_their_numbers() -> None:
    turns = copied()
    turns[1], turns[2] = turns[2], turns[1]
    assert judged(turns).breaches == ()
    assert told(judged(turns)) == GOOD
    assert told(judged(turns, "더 재미있게")) == GOOD


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


def test_an_answer_with_the_named_turn_only_is_put_into_the_story() -> None:
    changed = copied()[2]
    changed["news"] = "용이 나타났습니다."
    got, examined = returned([changed], "3턴만 더 재미있게", GOOD)
    assert examined.breaches == ()
    assert got == [*GOOD[:2], changed, *GOOD[3:]]
    got, examined = returned([changed], "더 재미있게", GOOD)
    assert found(examined) == [(Rule.COUNT, None, None)], "the model is asked for the others"
    assert got == [*GOOD[:2], changed, *GOOD[3:]]


def test_what_is_left_alone_follows_the_value_that_was_changed() -> None:
    changed = copied()[2]
    changed["stocks"][2]["current_value"] -= 1
    got, examined = returned([changed], "3턴의 값을 낮춰줘", GOOD)
    assert examined.breaches == ()
    assert got[3]["stocks"][2]["before_value"] == GOOD[3]["stocks"][2]["before_value"] - 1
    assert got[3]["stocks"][2]["current_value"] == GOOD[3]["stocks"][2]["current_value"]
    assert got[4:] == GOOD[4:]


def test_a_turn_keeps_as_many_stocks_as_it_had() -> None:
    original = copied()[:3]
    original[2]["stocks"].pop()
    reply = [{**turn, "stocks": turn["stocks"][:2]} for turn in json.loads(compact(original))]
    assert found(judged(reply, "더 재미있게", original)) == [
        (Rule.COUNT, 1, None),
        (Rule.COUNT, 2, None),
    ]


def test_turns_after_the_named_one_are_kept_and_their_values_may_follow() -> None:
    turns = copied()
    turns[2]["stocks"][2].update(current_value=95)
    for turn in turns[3:]:
        turn["result"] = "전혀 다른 이야기가 되었습니다."
        for stock in turn["stocks"]:
            stock["expectation"] = "다른 기대."
    before = 95
    for turn in turns[3:]:
        turn["stocks"][2].update(before_value=before, current_value=before + 5)
        before += 5
    got, examined = returned(turns, "3턴의 값을 낮춰줘", GOOD)
    assert found(examined) == [(Rule.KEEP, number, None) for number in range(4, 8)]
    assert [turn["result"] for turn in got] == [turn["result"] for turn in GOOD]
    assert [turn["stocks"][2]["current_value"] for turn in got[2:]] == [95, 100, 105, 110, 115]
    assert [turn["stocks"][:2] for turn in got] == [turn["stocks"][:2] for turn in GOOD]


def test_a_rename_does_not_take_the_other_turns_along() -> None:
    renamed: list[Raw] = json.loads(compact(GOOD).replace("화염", "얼음"))
    renamed[0]["news"] = "비 대신 눈이 옵니다."
    renamed[2]["news"] = "용이 나타났습니다."
    got, _ = returned(renamed, "3턴의 뉴스를 용이 나타났다는 이야기로 바꿔줘", GOOD)
    assert got[:2] == GOOD[:2]
    assert got[3:] == GOOD[3:]
    assert got[2]["news"] == "용이 나타났습니다."


def test_names_and_risks_that_nobody_asked_to_change_are_restored() -> None:
    turns: list[Raw] = json.loads(compact(GOOD).replace("🔥 화염 마법사", "불꽃 마법사"))
    for turn in turns:
        turn["result"] += " 신난다!"
        turn["stocks"][0]["risk_level"] = "고위험"
    got, examined = returned(turns, "더 재미있게", GOOD)
    assert {breach.rule for breach in examined.breaches} == {Rule.KEEP}
    for before, after in zip(GOOD, got, strict=True):
        assert after["result"] == before["result"] + " 신난다!"
        for old, new in zip(before["stocks"], after["stocks"], strict=True):
            assert (new["name"], new["risk_level"]) == (old["name"], old["risk_level"])


def test_a_turn_that_was_taken_out_does_not_come_back_with_the_kept_ones() -> None:
    turns = [turn for turn in copied() if turn["turn_number"] != 3]
    for number, turn in enumerate(turns, 1):
        turn["turn_number"] = number
    got, _ = returned(turns, "3턴을 삭제해줘", GOOD)
    assert [turn["news"] for turn in got] == [
        turn["news"] for turn in GOOD if turn["turn_number"] != 3
    ]


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


def test_what_was_never_touched_goes_back_as_the_client_wrote_it() -> None:
    original = story(turns=3)
    original[0]["news_tag"] = ["all", "high"]
    original[1]["image"] = None
    original[1]["stocks"][0].update(expectation=None, description={"ko": "물"}, stocks=1)
    original[2]["stocks"][1]["current_value"] = str(original[2]["stocks"][1]["current_value"])
    original[2]["stocks"][2]["current_value"] += 0.25
    original[0] = {"id": 7, **original[0]}
    reply = json.loads(compact(original))
    reply[0]["news"] = "용이 나타났습니다."
    got, examined = returned(reply, "1턴의 뉴스를 바꿔줘", original)
    original[0]["news"] = "용이 나타났습니다."
    assert examined.breaches == ()
    assert compact(got) == compact(original)


@pytest.mark.parametrize("stocks", [{}, {"stocks": []}, {"stocks": None}])
@pytest.mark.parametrize("turn", [0, 1])
def test_a_clients_turn_without_stocks_is_the_clients_own(stocks: Raw, turn: int) -> None:
    original = story(turns=3)
    del original[turn]["stocks"]
    original[turn].update(stocks)
    reply = json.loads(compact(original))
    reply[2]["news"] = "용이 나타났습니다."
    got, examined = returned(reply, "더 재미있게", original)
    assert examined.breaches == ()
    assert got == reply


def test_a_clients_twins_are_the_clients_own() -> None:
    original = story(turns=3, moves=(0.9, -0.4, 0.3))
    for turn in original:
        turn["stocks"][1]["name"] = turn["stocks"][0]["name"]
    reply = json.loads(compact(original))
    reply[2]["news"] = "용이 나타났습니다."
    got, examined = returned(reply, "더 재미있게", original)
    assert examined.breaches == ()
    assert got == reply


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


def test_a_story_in_another_language_does_not_become_korean() -> None:
    english = story(turns=2)
    for turn in english:
        turn.update(result="Morning has come.", news="It will rain.")
    reply = story(turns=2)
    assert found(judged(reply, "make it funnier", english)) == [
        (Rule.LANGUAGE, 1, None),
        (Rule.LANGUAGE, 2, None),
    ]
    assert judged(reply, "한국어로 번역해줘", english).breaches == ()
    reply = json.loads(compact(english))
    reply[0]["result"] = "Morning has come with 김치 for everybody."
    assert judged(reply, "add 김치", english).breaches == ()


def test_a_word_that_children_should_not_read_goes_back() -> None:
    turns = copied()
    turns[5]["stocks"][1]["expectation"] = "도박처럼 위험해요."
    examined = judged(turns)
    assert found(examined) == [(Rule.SAFETY, 6, None)]
    assert examined.story is None


def test_every_text_of_the_model_is_looked_at() -> None:
    original = copied()
    original[5]["memo"] = {"deep": ["좋은 하루"]}
    turns = json.loads(compact(original))
    turns[5]["memo"] = {"deep": ["온라인도박"]}
    assert found(judged(turns, "더 재미있게", original)) == [(Rule.SAFETY, 6, None)]
    turns = copied()
    for turn in turns:
        turn["stocks"][2]["risk_level"] = "고위험 도박"
    assert (Rule.SAFETY, 1, None) in found(judged(turns))


def test_a_story_of_many_turns_and_stocks_is_judged_in_little_time() -> None:
    original: list[Raw] = [
        {"turn_number": n, "stocks": [{"name": f"a{n}", "current_value": 100}]}
        for n in range(1, 2_001)
    ]
    crowd = [{"name": f"a{n}", "current_value": 100} for n in range(3_000)]
    for turns in (original, [{"turn_number": 1, "stocks": crowd}]):
        started = time.perf_counter()
        judged(turns, "더 재미있게", turns)
        judged(turns)
        assert time.perf_counter() - started < 2
