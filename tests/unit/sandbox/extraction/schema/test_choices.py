import json
from typing import Any

import pytest

from app.sandbox.extraction.model import answer
from app.sandbox.extraction.turn import Turn

TYPES = ["Information Seeking", "Comparison", "How-to", "Other"]
FIELDS = ["IT", "Economy", "Politics", "Leisure", "Science", "Other"]


def chosen(field: str, node: dict[str, Any], text: str) -> Any:
    schema = {"type": "object", "properties": {field: node}}
    return json.loads(answer([Turn("user", text)], schema=schema, json_only=True))[field]


@pytest.mark.parametrize(
    ("values", "text", "value"),
    [
        (FIELDS, "<query>반도체 인공지능 소프트웨어</query>", "IT"),
        (FIELDS, "<query>금리와 물가, 주가</query>", "Economy"),
        (FIELDS, "<query>국회 선거 일정</query>", "Politics"),
        (FIELDS, "<query>zzz</query>", "Other"),
        (TYPES, "<query>전기차와 수소차의 차이</query>", "Comparison"),
        (TYPES, "<query>꿀벌 키우는 방법</query>", "How-to"),
        (TYPES, "<query>꿀벌의 귀환</query>", "Information Seeking"),
    ],
)
def test_an_enum_gets_what_the_question_calls_for(values: list[str], text: str, value: str) -> None:
    assert chosen("kind", {"enum": values}, text) == value


def test_a_number_is_chosen_among_numbered_candidates() -> None:
    text = """<insights>
- 꿀벌이 도심의 꽃을 되살렸다. [S1]
- 옥상 벌통에서 딴 꿀은 깨끗했다. [S1]
- 꿀벌 덕분에 열매가 34% 늘었다. [S1]
</insights>
<idea number="1">
제목: 바다의 고래
</idea>
<idea number="2">
제목: 꿀벌이 되살린 도심의 꽃과 열매
</idea>"""

    node = {"type": "integer", "minimum": 1, "maximum": 2, "description": "고른 아이디어의 번호"}

    assert chosen("chosen", node, text) == 2


def test_source_ids_are_those_of_the_sentence() -> None:
    text = """<source id="A1">벌통을 놓자 열매가 34% 늘었다.</source>
<source id="A2">갯벌 학교에 6200명이 다녀갔다.</source>
<source id="A3">보청기가 소음을 줄여 준다.</source>"""
    item = {
        "type": "object",
        "properties": {
            "text": {"type": "string"},
            "source_ids": {"type": "array", "items": {"enum": ["A1", "A2", "A3"]}, "minItems": 1},
        },
    }

    found = chosen("insights", {"type": "array", "items": item, "minItems": 3}, text)

    carried = {"A1": "열매", "A2": "갯벌", "A3": "보청기"}
    assert len(found) == 3
    assert all(carried[each["source_ids"][0]] in each["text"] for each in found)
