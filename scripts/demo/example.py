"""A story to begin with: seven turns, three stocks."""

import json
from typing import Any

REQUEST = "3턴의 소식을 용이 나타났다는 이야기로 바꿔 주세요."

_CAST = (
    ("🧙 물의 마법사", "저위험 안정형", (100, 102, 101, 104, 106, 105, 108)),
    ("🌿 숲의 마법사", "중위험 균형형", (100, 105, 102, 108, 104, 110, 115)),
    ("🔥 불의 마법사", "고위험 고수익", (100, 112, 98, 118, 104, 120, 135)),
)
_DAYS = (
    ("마법 왕국의 아침, 세 마법사가 의뢰소 문을 열었습니다.", "내일은 왕국 축제가 시작된대요!"),
    ("축제 손님이 몰려 모두 바빴습니다.", "북쪽 숲에 비가 많이 온대요."),
    ("비 때문에 숲길이 미끄러웠습니다.", "왕국에서 겨울 땔감을 모은대요."),
    ("땔감 주문이 쏟아졌습니다.", "강가 마을의 우물이 말랐대요."),
    ("우물을 고치느라 하루가 갔습니다.", "도서관이 불빛 마법사를 찾는대요."),
    ("도서관에 환한 불이 켜졌습니다.", "내일 임금님이 상을 준대요!"),
    ("임금님이 세 마법사에게 상을 주었습니다.", "모험은 끝났지만 의뢰소는 계속됩니다."),
)


def example_story() -> str:
    """As clients send it."""
    return json.dumps([_turn(number) for number in range(1, 8)], ensure_ascii=False, indent=1)


def _turn(number: int) -> dict[str, Any]:
    result, news = _DAYS[number - 1]
    return {
        "turn_number": number,
        "result": result,
        "news": news,
        "news_tag": "all",
        "stocks": [
            {
                "name": name,
                "risk_level": level,
                "description": f"{name}의 의뢰소입니다.",
                "before_value": values[max(0, number - 2)],
                "current_value": values[number - 1],
                "expectation": "내일 소식이 도움이 될 것 같아요.",
            }
            for name, level, values in _CAST
        ],
    }
