from app.nodes.n07_comic_ideation_node import N07ComicIdeationNode
from app.workflows.state import IdeaSection
from tests.unit.nodes.examples import IDEAS, workflow_state
from tests.unit.nodes.models import scripted_model

THREE: dict[str, object] = {"ideas": [idea.model_dump() for idea in IDEAS]}
CHOICE: dict[str, object] = {"chosen": 2, "reason": "가장 그리기 쉽다."}


async def test_three_ideas_and_one_chosen_for_a_reason() -> None:
    async with scripted_model(THREE, CHOICE) as (model, server):
        update = await N07ComicIdeationNode(model).run(workflow_state())
    section = update["idea"]
    assert isinstance(section, IdeaSection)
    assert section.comic_ideas == IDEAS
    assert (section.selected, section.reason) == (2, "가장 그리기 쉽다.")
    assert len(server.requests) == 2
    assert '<idea number="3">\n제목: 달의 얼음 3' in server.prompts[1]


async def test_it_is_exactly_three() -> None:
    two: dict[str, object] = {"ideas": THREE["ideas"][:2]}  # type: ignore[index]
    async with scripted_model(two, THREE, CHOICE) as (model, server):
        await N07ComicIdeationNode(model).run(workflow_state())
    assert "- ideas: " in server.prompts[1]


async def test_the_same_idea_three_times_goes_to_repair() -> None:
    same: dict[str, object] = {"ideas": [IDEAS[0].model_dump()] * 3}
    async with scripted_model(same, THREE, CHOICE) as (model, server):
        await N07ComicIdeationNode(model).run(workflow_state())
    assert "title이 같으면 안 된다" in server.prompts[1]


async def test_a_choice_that_is_none_of_them_goes_to_repair() -> None:
    async with scripted_model(THREE, {"chosen": 4, "reason": "x"}, CHOICE) as (model, server):
        await N07ComicIdeationNode(model).run(workflow_state())
    assert "- chosen: " in server.prompts[2]
