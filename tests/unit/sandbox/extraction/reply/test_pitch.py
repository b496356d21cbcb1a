"""One sentence for an outfit, with an emoji, within the limit."""

import json
import re

import pytest

from app.sandbox.extraction.model import answer
from app.sandbox.extraction.turn import Turn

EMOJI = re.compile("[\u2600-\u27bf\U0001f300-\U0001faff]")
OUTFIT = """<outfit>
스타일: {style}
계절: {season}
설명: {text}
겉옷: {item}
</outfit>

<customer>
이름: {name}
성별: 여성
</customer>"""
FREE = """코디 추천 메시지를 써 주세요.
스타일: 캐주얼
계절: 봄
설명: 화사한 니트
사용자 이름: 지수
한 문장, 이모지 포함, 최대 50자"""
SCHEMA = {
    "type": "object",
    "properties": {
        "message": {
            "type": "string",
            "maxLength": 50,
            "description": "한 문장. 이모지를 하나 넣고 50자를 넘지 않는다.",
        }
    },
}


def pitch(**facts: str) -> str:
    usual = {
        "style": "캐주얼",
        "season": "가을",
        "text": "선선한 날씨에",
        "item": "트렌치코트",
        "name": "민지",
    }
    prompt = OUTFIT.format(**{**usual, **facts})
    text: str = json.loads(answer([Turn("user", prompt)], schema=SCHEMA, json_only=True))["message"]
    return text


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {
            "name": "아주아주아주아주아주긴이름",
            "item": "오버사이즈 헤링본 울 블렌드 더블 브레스티드 롱 코트",
        },
        {"season": "사계절", "style": "미니멀"},
    ],
)
def test_it_is_one_short_sentence_with_an_emoji(facts: dict[str, str]) -> None:
    text = pitch(**facts)
    assert len(text) <= 50
    assert EMOJI.search(text)
    assert not re.search(r"[.!?]\s+\w", text)


def test_it_speaks_of_the_outfit_to_the_customer() -> None:
    text = pitch()
    assert "민지" in text
    assert "트렌치코트" in text
    assert len({pitch(style=style) for style in ("캐주얼", "오피스", "스트릿", "미니멀")}) == 4


def test_a_free_prompt_is_understood_too() -> None:
    text = answer([Turn("user", FREE)], schema=None, json_only=False)
    assert "지수" in text
    assert EMOJI.search(text)
    assert len(text) <= 50
