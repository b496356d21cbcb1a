"""Stories for tests: good ones, and ways in which models spoil them."""

import copy
import json
import math
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from app.config.product_settings import ScenarioSettings
from app.domain.scenario import EditOrder, NewOrder, Story
from app.services.scenario.safety import safety_rules

Raw = dict[str, Any]

SAFETY = safety_rules(ScenarioSettings(_env_file=None))
NEW = NewOrder(chapter_id="3333", theme="마법 왕국")

CAST = (
    ("🧙 물의 마법사", "저위험 안정형", 0.03, 0.05),
    ("🌿 숲의 마법사", "중위험 균형형", 0.05, 0.10),
    ("🔥 화염 마법사", "고위험 고수익", 0.20, 0.30),
)


def story(turns: int = 7, stocks: int = 3, moves: tuple[float, ...] = (0.02,)) -> list[Raw]:
    """A story by every rule; each move is a share of the way to its bound, from -1 to 1."""
    values = [100] * stocks
    made: list[Raw] = []
    for number in range(1, turns + 1):
        members = []
        for index, (name, level, down, up) in enumerate(CAST[:stocks]):
            before = values[index]
            if number > 1:
                share = moves[(number * stocks + index) % len(moves)]
                change = share * (up if share >= 0 else down)
                values[index] = max(1, round(before * (1 + change)))
            members.append(
                {
                    "name": name,
                    "risk_level": level,
                    "description": f"{name}의 소개입니다.",
                    "before_value": before,
                    "current_value": values[index],
                    "expectation": f"{number}턴에는 잘될 것 같아요.",
                }
            )
        made.append(
            {
                "turn_number": number,
                "result": f"{number}일째 아침이 밝았습니다.",
                "news": f"{number}일째 소식: 비가 옵니다.",
                "news_tag": "all",
                "stocks": members,
            }
        )
    return made


def edit(original: list[Raw], request: str = "더 재미있게 해 주세요") -> EditOrder:
    return EditOrder(chapter_id="3333", story=compact(original), request=request)


def story_text(told: Story) -> str:
    """What was judged, without the client's own ways of writing."""
    return compact([turn.model_dump(exclude_unset=True) for turn in told])


def compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


stories = st.builds(
    story,
    turns=st.integers(1, 9),
    stocks=st.integers(1, 3),
    moves=st.lists(st.floats(-1, 1), min_size=1, max_size=9).map(tuple),
)
new_stories = st.builds(story, moves=st.lists(st.floats(-1, 1), min_size=1, max_size=9).map(tuple))

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=20)
    | st.sampled_from(["105", "1,050원", "105.0", "이백", "", " ", "high", "저위험"])
)
members = st.sampled_from(
    [
        *("turn_number", "result", "news", "news_tag", "stocks", "name", "risk_level"),
        *("description", "before_value", "current_value", "expectation", "image"),
    ]
)
anything = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(members | st.text(max_size=5), inner)
    ),
    max_leaves=25,
)

Spoil = Callable[[list[Raw], Any], None]


def _places(told: list[Raw]) -> list[Raw]:
    return [*told, *(stock for turn in told for stock in turn.get("stocks", []))]


@st.composite
def spoiled(draw: st.DrawFn, good: st.SearchStrategy[list[Raw]] = stories) -> list[Any]:
    """A good story after one to six careless changes."""
    told = copy.deepcopy(draw(good))
    for _ in range(draw(st.integers(1, 6))):
        part = draw(st.sampled_from(_places(told) or [{}]))
        name = draw(st.sampled_from(sorted(part) or ["turn_number"]))
        match draw(st.sampled_from(["drop", "change", "nudge", "swap", "rename", "cut"])):
            case "drop":
                part.pop(name, None)
            case "change":
                part[name] = [] if name == "stocks" else draw(scalars)
            case "nudge":
                _nudge(part, draw(st.floats(-3, 3)))
            case "swap":
                part.get("stocks", []).reverse()
            case "rename":
                part["name"] = str(part.get("name", "")).removeprefix("🔥").strip()
            case "cut":
                del told[draw(st.integers(0, len(told))) :]
    return told


def _nudge(part: Raw, share: float) -> None:
    for name in ("before_value", "current_value"):
        value = part.get(name)
        if isinstance(value, int | float) and math.isfinite(value):
            part[name] = round(min(abs(value), 1e9) * share)
