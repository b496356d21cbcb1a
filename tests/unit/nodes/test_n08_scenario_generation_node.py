import copy
from collections.abc import Callable

import pytest

from app.domain.task import Json
from app.nodes.image_prompt import DEFAULT_NEGATIVE
from app.nodes.n08_scenario_generation_node import N08ScenarioGenerationNode
from app.workflows.state import ScenarioSection
from tests.unit.nodes.examples import IMAGE_PROMPTS, SCENARIO, workflow_state
from tests.unit.nodes.models import scripted_model

Change = Callable[[Json], None]


def changed(reply: Json, change: Change) -> Json:
    copied = copy.deepcopy(reply)
    change(copied)
    return copied


async def test_two_calls_make_a_scenario_with_final_prompts() -> None:
    async with scripted_model(SCENARIO, IMAGE_PROMPTS) as (model, server):
        update = await N08ScenarioGenerationNode(model).run(workflow_state())
    section = update["scenario"]
    assert isinstance(section, ScenarioSection)
    assert section.title == "달의 얼음"
    assert len(section.panels) == 4
    assert len(server.requests) == 2
    assert "줄거리: 탐사선이 얼음을 찾아 물을 얻는다." in server.prompts[0]
    assert "장소: 달의 남극" in server.prompts[1]
    first = section.image_prompts[0]
    assert first.image_prompt == (
        "flat colors, webtoon style, "
        "characters: a woman in her thirties, short hair, white coat; "
        "a ten year old boy, yellow shirt. "
        "moon crater 1, the woman points at a screen, the boy stares, wide shot, calm blue night"
    )
    assert first.negative_prompt == DEFAULT_NEGATIVE


async def test_style_and_looks_are_the_same_words_in_every_panel() -> None:
    def other_style(scenario: Json) -> None:
        scenario["panels"][2]["image_style_notes_for_scene"] = "oil painting"

    async with scripted_model(changed(SCENARIO, other_style), IMAGE_PROMPTS) as (model, _):
        update = await N08ScenarioGenerationNode(model).run(workflow_state())
    section = update["scenario"]
    assert isinstance(section, ScenarioSection)
    heads = {each.image_prompt.partition(" moon crater")[0] for each in section.image_prompts}
    assert len(heads) == 1


async def test_only_who_is_in_the_panel_is_drawn() -> None:
    def alone(scenario: Json) -> None:
        scenario["panels"][1]["characters_present"] = ["아이"]
        scenario["panels"][1]["dialogue"] = [{"speaker": "아이", "text": "와!"}]

    async with scripted_model(changed(SCENARIO, alone), IMAGE_PROMPTS) as (model, _):
        update = await N08ScenarioGenerationNode(model).run(workflow_state())
    section = update["scenario"]
    assert isinstance(section, ScenarioSection)
    assert "white coat" not in section.image_prompts[1].image_prompt
    assert "yellow shirt" in section.image_prompts[1].image_prompt


async def test_a_description_can_not_run_into_the_next() -> None:
    def wordy(prompts: Json) -> None:
        prompts["characters"][0]["appearance"] = "A woman. Short hair; white coat."

    async with scripted_model(SCENARIO, changed(IMAGE_PROMPTS, wordy)) as (model, _):
        update = await N08ScenarioGenerationNode(model).run(workflow_state())
    section = update["scenario"]
    assert isinstance(section, ScenarioSection)
    told = section.image_prompts[0].image_prompt
    assert "characters: A woman, Short hair, white coat; a ten year old boy" in told


async def test_what_the_panel_must_not_show_is_added_to_the_default() -> None:
    def no_dogs(prompts: Json) -> None:
        prompts["panels"][0]["negative_prompt"] = "dogs"

    async with scripted_model(SCENARIO, changed(IMAGE_PROMPTS, no_dogs)) as (model, _):
        update = await N08ScenarioGenerationNode(model).run(workflow_state())
    section = update["scenario"]
    assert isinstance(section, ScenarioSection)
    assert section.image_prompts[0].negative_prompt == f"{DEFAULT_NEGATIVE}, dogs"


def three_panels(scenario: Json) -> None:
    del scenario["panels"][3]


def wrong_numbers(scenario: Json) -> None:
    scenario["panels"][1]["panel_number"] = 3


def stranger_present(scenario: Json) -> None:
    scenario["panels"][0]["characters_present"].append("기자")


def stranger_speaks(scenario: Json) -> None:
    scenario["panels"][0]["dialogue"][0]["speaker"] = "기자"


def present_twice(scenario: Json) -> None:
    scenario["panels"][0]["characters_present"] = ["아이", "아이", "연구원"]


def namesakes(scenario: Json) -> None:
    scenario["characters"].append(scenario["characters"][0])


def invented_source(scenario: Json) -> None:
    scenario["panels"][3]["source_ids"] = ["S7"]


def korean_shot(scenario: Json) -> None:
    scenario["panels"][0]["camera_shot_and_angle"] = "넓은 화면"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (three_panels, "panels: 정확히 4개"),
        (wrong_numbers, "1부터 4까지 차례"),
        (stranger_present, "characters_present의 '기자'"),
        (stranger_speaks, "speaker '기자'"),
        (present_twice, "characters_present에 같은 이름이 두 번"),
        (namesakes, "name이 서로 달라야"),
        (invented_source, "S7은(는) 없는 자료다"),
        (korean_shot, "camera_shot_and_angle: 영어로만"),
    ],
)
async def test_a_scenario_that_breaks_a_rule_goes_to_repair(change: Change, told: str) -> None:
    replies = (changed(SCENARIO, change), SCENARIO, IMAGE_PROMPTS)
    async with scripted_model(*replies) as (model, server):
        await N08ScenarioGenerationNode(model).run(workflow_state())
    assert told in server.prompts[1]


def other_name(prompts: Json) -> None:
    prompts["characters"][0]["name"] = "과학자"


def one_missing(prompts: Json) -> None:
    del prompts["panels"][3]


def korean_prompt(prompts: Json) -> None:
    prompts["panels"][0]["image_prompt"] = "달의 구덩이에서 연구원이 화면을 가리키는 장면"


def korean_looks(prompts: Json) -> None:
    prompts["characters"][1]["appearance"] = "노란 옷"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (other_name, "name은 정확히 아이, 연구원이다"),
        (one_missing, "panels: 정확히 4개"),
        (korean_prompt, "1컷의 image_prompt: 영어로만"),
        (korean_looks, "아이의 appearance: 영어로만"),
    ],
)
async def test_image_prompts_that_break_a_rule_go_to_repair(change: Change, told: str) -> None:
    replies = (SCENARIO, changed(IMAGE_PROMPTS, change), IMAGE_PROMPTS)
    async with scripted_model(*replies) as (model, server):
        await N08ScenarioGenerationNode(model).run(workflow_state())
    assert told in server.prompts[2]


async def test_the_schema_allows_just_what_the_rules_allow() -> None:
    async with scripted_model(SCENARIO, IMAGE_PROMPTS) as (model, server):
        await N08ScenarioGenerationNode(model).run(workflow_state())
    scenario, prompts = (
        request["response_format"]["json_schema"]["schema"] for request in server.requests
    )
    assert scenario["properties"]["panels"]["minItems"] == 4
    panel = scenario["$defs"]["ScenarioPanel"]["properties"]
    assert panel["source_ids"]["items"]["enum"] == ["S1", "S2"]
    assert prompts["$defs"]["CharacterLook"]["properties"]["name"]["enum"] == ["연구원", "아이"]
