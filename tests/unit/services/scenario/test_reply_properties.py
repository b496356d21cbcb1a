"""Thousands of replies as models write them: cut off, fenced, of wrong types, in other words."""

import asyncio
import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.errors import BadReply
from app.domain.scenario import EditOrder, NewOrder
from app.services.scenario.generation import generate_game_data_async
from tests.unit.services.scenario.rules import check_values
from tests.unit.services.scenario.scripted import story_model
from tests.unit.services.scenario.stories import NEW, anything, edit, new_stories, spoiled, stories

MANY = settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))

FOREIGN = ("A sunny day begins.", "今日はいい天気です。", "晴れ", "Ein neuer Tag.")


@st.composite
def replies(draw: st.DrawFn) -> str:
    """What a model may say instead of, around, or as a story."""
    turns: Any = draw(new_stories | spoiled(new_stories) | st.lists(anything, max_size=3))
    if draw(st.booleans()) and turns and isinstance(turns[0], dict):
        turns[0] = {**turns[0], "result": draw(st.sampled_from(FOREIGN)), "news": "Rain."}
    wrapped = draw(st.sampled_from(["turns", "story", None]))
    value = turns if wrapped is None else {wrapped: turns}
    text = json.dumps(value, ensure_ascii=draw(st.booleans()), indent=draw(st.none() | st.just(1)))
    match draw(st.sampled_from(["whole", "whole", "cut", "fenced", "twice", "noise"])):
        case "cut":
            return text[: draw(st.integers(0, len(text)))]
        case "fenced":
            return f"물론이죠!\n```json\n{text}\n```\n즐겁게 읽으세요."
        case "twice":
            return f"{text}\n{text}"
        case "noise":
            return draw(st.text(max_size=40)) + text
    return text


@MANY
@given(st.lists(replies(), min_size=1, max_size=3))
def test_three_replies_end_in_a_new_story_by_the_rules_or_in_a_clear_error(
    answers: list[str],
) -> None:
    text = _made(NEW, answers)
    if text is not None:
        turns = check_values(text)
        assert len(turns) == 7
        assert {len(turn["stocks"]) for turn in turns} == {3}


@MANY
@given(stories, st.lists(replies(), min_size=1, max_size=3))
def test_three_replies_end_in_an_edit_by_the_rules_or_in_a_clear_error(
    original: list[dict[str, Any]], answers: list[str]
) -> None:
    text = _made(edit(original), answers)
    if text is not None:
        assert len(check_values(text)) >= len(original)


def _made(order: EditOrder | NewOrder, answers: list[str]) -> str | None:
    model, asked = story_model(answers)
    detail = ""
    try:
        return asyncio.run(generate_game_data_async(model, order)).story
    except BadReply as exc:
        detail = exc.detail
    finally:
        assert len(asked.requests) <= 3
    assert detail.startswith(("스토리 편집에 실패했습니다. ", "편집된 시나리오가 유효한 JSON"))
    return None
