"""Thousands of stories, good and spoiled, before the validator."""

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.services.scenario.validator import StoryValidator
from tests.unit.services.scenario.rules import check_values
from tests.unit.services.scenario.stories import (
    NEW,
    SAFETY,
    anything,
    compact,
    edit,
    new_stories,
    spoiled,
    stories,
    story_text,
)

REQUESTS = st.sampled_from(
    [
        "더 재미있게 해 주세요",
        "3턴만 더 재미있게",
        "2턴의 뉴스를 용이 나타났다는 이야기로 바꿔줘",
        "1~3턴을 밝게",
        "2턴부터 더 신나게",
        "3턴으로 줄여줘",
        "2턴을 삭제해줘",
        "화염 마법사를 빼줘",
        "화염 마법사를 얼음 마법사로 바꿔줘",
        "힘을 합쳐 밧줄을 당기는 장면을 2명으로 늘려줘",
        "왕국 100일 기념 축제를 3일 동안 열어줘",
        "7턴짜리 이야기로 늘려줘",
        "1턴 값을 200으로",
        "영어로 번역해줘",
        "한국어로 써줘",
        "make turn 2 funnier",
        "remove turn 2",
        "only change the news of day 1",
        "shorten it to two turns",
        "🔥" * 3,
        "",
    ]
)
MANY = settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
FEWER = settings(MANY, max_examples=100)  # of what takes long to make up


@MANY
@given(new_stories)
def test_a_new_story_by_the_rules_breaks_none(turns: list[dict[str, Any]]) -> None:
    examined = StoryValidator.of(NEW, SAFETY).examine(turns)
    assert examined.breaches == ()
    assert examined.story is not None
    assert story_text(examined.story) == compact(turns)


@MANY
@given(spoiled(new_stories))
def test_what_is_mended_keeps_every_rule_and_breaks_none_again(turns: list[Any]) -> None:
    validator = StoryValidator.of(NEW, SAFETY)
    examined = validator.examine(turns)
    hopeless = [breach for breach in examined.breaches if breach.mended is None]
    assert (examined.story is None) == bool(hopeless)
    if examined.story is None:
        return
    text = story_text(examined.story)
    again = validator.examine(check_values(text))
    assert again.breaches == ()
    assert again.story == examined.story


@MANY
@given(st.lists(anything, max_size=4))
def test_whatever_a_model_writes_is_judged(turns: list[Any]) -> None:
    examined = StoryValidator.of(NEW, SAFETY).examine(turns)
    assert examined.story is None
    assert all(breach.sentence for breach in examined.breaches)


@MANY
@given(stories)
def test_an_edit_that_changes_nothing_gives_back_the_same(turns: list[dict[str, Any]]) -> None:
    examined = StoryValidator.of(edit(turns), SAFETY).examine(turns)
    assert examined.breaches == ()
    assert examined.story is not None
    assert story_text(examined.story) == compact(turns)


@FEWER
@given(spoiled())
def test_a_clients_own_faults_stay_as_they_are(turns: list[dict[str, Any]]) -> None:
    """Whatever rule their numbers break, and whatever members they do without."""
    validator = StoryValidator.of(edit(turns), SAFETY)
    examined = validator.examine(turns)
    if turns and all(map(_has_whole_numbers, turns)):
        assert {breach.rule for breach in examined.breaches} <= {"shape", "cast", "numbering"}
    if examined.story is not None:
        text = validator.text(examined.story)
        assert validator.examine(json.loads(text)).breaches == ()
        if not examined.breaches:
            assert text == compact(turns)


def _has_whole_numbers(turn: dict[str, Any]) -> bool:
    """A value that is missing is derived, and judged as what it was derived to."""
    stocks = turn.get("stocks", [])
    numbers = [stock.get("before_value", 0) for stock in stocks]
    numbers += [stock.get("current_value") for stock in stocks]
    return all(type(number) is int and abs(number) <= 1_000_000 for number in numbers)


@MANY
@given(stories, spoiled())
def test_an_edit_is_mended_or_refused(
    original: list[dict[str, Any]], reply: list[dict[str, Any]]
) -> None:
    validator = StoryValidator.of(edit(original), SAFETY)
    examined = validator.examine(reply)
    if examined.story is None:
        assert any(breach.mended is None for breach in examined.breaches)
        return
    turns = check_values(story_text(examined.story))
    assert len(turns) >= len(original)
    assert validator.examine(turns).breaches == ()


@MANY
@given(stories, spoiled(), REQUESTS)
def test_an_edit_loses_and_changes_what_its_request_says(
    original: list[dict[str, Any]], reply: list[dict[str, Any]], request: str
) -> None:
    validator = StoryValidator.of(edit(original, request), SAFETY)
    examined = validator.examine(reply)
    if examined.story is None:
        return
    turns = check_values(validator.text(examined.story))
    wish = validator.wish
    assert wish.fewer_turns or len(turns) >= len(original)
    assert wish.fewer_stocks or len(turns[0]["stocks"]) >= len(original[0]["stocks"])
    if not wish.recast:
        kept = {stock["name"] for stock in turns[0]["stocks"]}
        lost = {stock["name"] for stock in original[0]["stocks"]} - kept
        assert not lost or wish.fewer_stocks
    if wish.turns is not None and not wish.recast and len(turns) == len(original):
        for number, (turn, before) in enumerate(zip(turns, original, strict=True), 1):
            assert number in wish.turns or _texts(turn) == _texts(before)
    assert validator.examine(turns).breaches == ()


def _texts(turn: dict[str, Any]) -> list[Any]:
    return [turn["result"], turn["news"], turn["news_tag"]]


@FEWER
@given(stories, spoiled(), REQUESTS)
def test_any_request_may_come_with_a_story_of_any_faults(
    reply: list[dict[str, Any]], original: list[dict[str, Any]], request: str
) -> None:
    validator = StoryValidator.of(edit(original, request), SAFETY)
    for turns in (reply, original, reply[:1], original[1:]):
        examined = validator.examine(turns)
        assert (examined.story is None) == any(each.mended is None for each in examined.breaches)
        if examined.story is not None:
            again = validator.examine(json.loads(validator.text(examined.story)))
            assert again.breaches == ()


@FEWER
@given(st.lists(st.dictionaries(st.text(max_size=8), anything), max_size=4), spoiled())
def test_any_array_may_be_edited(original: list[Any], reply: list[Any]) -> None:
    examined = StoryValidator.of(edit(original), SAFETY).examine(reply)
    assert (examined.story is None) == any(each.mended is None for each in examined.breaches)
