"""Thousands of stories, good and spoiled, before the validator."""

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.scenario import story_text
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
        again = validator.examine(json.loads(story_text(examined.story)))
        assert again.breaches == ()


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


@FEWER
@given(st.lists(st.dictionaries(st.text(max_size=8), anything), max_size=4), spoiled())
def test_any_array_may_be_edited(original: list[Any], reply: list[Any]) -> None:
    examined = StoryValidator.of(edit(original), SAFETY).examine(reply)
    assert (examined.story is None) == any(each.mended is None for each in examined.breaches)
