"""The rules of a story, written down a second time and plainly, for tests to judge by."""

import json
import math
from typing import Any

LIMITS = {"저": (0.03, 0.05), "중": (0.05, 0.10), "고": (0.20, 0.30)}


def check_values(text: str) -> list[dict[str, Any]]:
    """Assert that numbers follow, begin and move as they may; hand back the turns."""
    turns: list[dict[str, Any]] = json.loads(text)
    assert turns
    assert [turn["turn_number"] for turn in turns] == list(range(1, len(turns) + 1))
    names = [stock["name"] for stock in turns[0]["stocks"]]
    assert len(set(names)) == len(names)
    last = dict.fromkeys(names, 100)
    for turn in turns:
        assert [stock["name"] for stock in turn["stocks"]] == names
        assert turn["result"].strip()
        assert turn["news"].strip()
        for stock in turn["stocks"]:
            before, value = stock["before_value"], stock["current_value"]
            assert type(before) is type(value) is int
            assert before == last[stock["name"]]
            if turn["turn_number"] == 1:
                assert value == 100
            elif stock["risk_level"][:1] in LIMITS:
                down, up = LIMITS[stock["risk_level"][:1]]
                assert math.floor(before * (1 - down) + 1e-6) <= value
                assert value <= math.ceil(before * (1 + up) - 1e-6)
            assert value >= 1
            last[stock["name"]] = value
    return turns
