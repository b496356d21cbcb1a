"""A story in a prompt is found, and told in the shape that is wanted."""

import json

from app.sandbox.extraction.model import answer
from app.sandbox.extraction.tale.tale import tale_of
from app.sandbox.extraction.turn import Turn

STORY = [
    {
        "turn_number": 1,
        "result": "이야기가 시작돼요.",
        "news": "내일은 비가 와요.",
        "mine": 5,
        "stocks": [{"name": "빵집", "risk_level": "저위험", "current_value": 100}],
    }
]
TEXT = json.dumps(STORY, ensure_ascii=False)
SCHEMA = {
    "type": "object",
    "properties": {
        "turns": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "turn_number": {"type": "integer"},
                    "result": {"type": "string", "minLength": 1},
                    "news": {"type": "string", "minLength": 1},
                    "news_tag": {"type": "string", "minLength": 1},
                    "stocks": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "properties": {
                                "name": {"type": "string"},
                                "before_value": {"type": "integer"},
                                "current_value": {"type": "integer"},
                            },
                        },
                    },
                },
            },
        }
    },
}


def test_an_edit_has_the_members_that_the_schema_names() -> None:
    prompt = f"<story>\n{TEXT}\n</story>\n\n<request>\n1턴 뉴스를 '해가 떠요!'로 바꿔줘\n</request>"
    [turn] = json.loads(answer([Turn("user", prompt)], schema=SCHEMA, json_only=True))["turns"]

    assert turn == {
        "turn_number": 1,
        "result": "이야기가 시작돼요.",
        "news": "해가 떠요!",
        "news_tag": "all",
        "stocks": [{"name": "빵집", "before_value": 100, "current_value": 100}],
    }


def test_without_a_schema_the_whole_story_comes_back() -> None:
    prompt = f"다음 이야기에서 1턴 뉴스를 '해가 떠요!'로 바꿔줘. JSON 배열로만 답해.\n{TEXT}"
    assert json.loads(answer([Turn("user", prompt)], schema=None, json_only=False)) == [
        {**STORY[0], "news": "해가 떠요!"}
    ]


def test_as_many_turns_as_the_schema_wants() -> None:
    turns = {**SCHEMA["properties"]["turns"], "minItems": 5, "maxItems": 5}
    schema = {**SCHEMA, "properties": {"turns": turns}}
    prompt = "<theme>\n바닷속 빵집\n</theme>"
    told = json.loads(answer([Turn("user", prompt)], schema=schema, json_only=True))["turns"]
    assert len(told) == 5
    assert "바닷속 빵집" in told[0]["result"]


def test_other_json_and_talk_are_no_story() -> None:
    assert tale_of([Turn("user", 'JSON은 [{"a": 1}] 이렇게 쓴다.')]) is None
    assert tale_of([Turn("system", TEXT), Turn("user", "안녕")]) is None
    assert tale_of([Turn("user", "<story>\n[1,\n</story>")]) is None
