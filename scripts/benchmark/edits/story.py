"""The story that is edited: seven turns, three stocks, as long as clients' stories are."""

import json

_CAST = (
    ("🧙 물의 마법사", "저위험 안정형"),
    ("🌿 숲의 마법사", "중위험 균형형"),
    ("🔥 불의 마법사", "고위험 고수익"),
)


def edit_body(number: int) -> dict[str, str]:
    """An edit's body; each is another one."""
    return {
        "chapterId": f"benchmark-{number}",
        "story": json.dumps([_turn(turn) for turn in range(1, 8)], ensure_ascii=False),
        "editRequest": f"3턴의 소식을 {number}번째 용이 나타났다는 이야기로 바꿔 주세요.",
    }


def _turn(turn: int) -> dict[str, object]:
    return {
        "turn_number": turn,
        "result": f"{turn}일째, 마법사들이 왕국의 의뢰를 받아 길을 떠났습니다.",
        "news": f"{turn}일째 소식: 내일은 숲에 비가 내린다고 합니다.",
        "news_tag": "all",
        "stocks": [
            {
                "name": name,
                "risk_level": level,
                "description": f"{name}은 왕국에서 이름난 마법사입니다.",
                "before_value": 100 if turn < 3 else 102,
                "current_value": 100 if turn < 2 else 102,
                "expectation": "비가 오면 더 바빠질 것 같아요.",
            }
            for name, level in _CAST
        ],
    }
