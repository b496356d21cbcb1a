import pytest
from pydantic import ValidationError

from app.domain.task import Json
from app.nodes.script_planner_node import ScriptPlannerNode
from tests.unit.nodes.script_examples import BRIEF, REQUEST, Answers


def reply(**changes: object) -> Json:
    return {**BRIEF.model_dump(mode="json"), **changes}


async def test_chapters_are_known_by_their_place() -> None:
    narrative = BRIEF.narrative.model_dump(mode="json")
    for chapter in narrative["chapters"]:
        chapter["id"] = "서론"
    answers = Answers({"script_plan": reply(narrative=narrative)})
    update = await ScriptPlannerNode(answers).run({"request": REQUEST, "warnings": []})
    brief = update["brief"]
    assert brief == BRIEF
    assert update["warnings"] == []
    [prompt] = answers.asked
    assert REQUEST.topic in prompt.user


async def test_the_notice_is_every_script_s_first_warning() -> None:
    node = ScriptPlannerNode(Answers({"script_plan": reply()}), notice="샌드박스")
    update = await node.run({"request": REQUEST, "warnings": []})
    assert update["warnings"] == ["샌드박스"]


async def test_six_times_the_same_query_is_no_research_plan() -> None:
    plan = BRIEF.research_plan.model_dump(mode="json")
    plan["newsQuery"] = ["도심 양봉", "도심  양봉", *plan["newsQuery"][:4]]
    answers = Answers({"script_plan": reply(researchPlan=plan)})
    with pytest.raises(ValidationError, match="서로 다른 검색어"):
        await ScriptPlannerNode(answers).run({"request": REQUEST, "warnings": []})
