"""N08: the scenario, then the image prompts."""

from collections.abc import Sequence

from app.domain.comic import ComicIdea, Language, Report, Scenario, ScenarioPanel, Statement
from app.nodes.prompts.blocks import idea_block, insights_block, report_block
from app.nodes.prompts.rules import LANGUAGE_RULE
from app.services.llm.prompting import MATERIAL_RULE, block, joined, numbered
from app.services.llm.protocol import Prompt

_LINE = {Language.KO: "40자 이내", Language.EN: "영어 15낱말 이내"}


def write_scenario(
    idea: ComicIdea,
    report: Report,
    insights: Sequence[Statement],
    panels: int,
    language: Language,
) -> Prompt:
    """The first call of N08."""
    system = numbered(
        f"너는 뉴스를 쉽게 풀어 주는 만화 작가다. <idea>를 {panels}컷 만화의 시나리오로 쓴다.",
        f"panels는 정확히 {panels}개이고 panel_number는 1부터 차례로 매긴다. 첫 컷은 상황, 가운데 "
        "컷은 사건과 설명, 마지막 컷은 결말이나 웃음이다.",
        "characters는 1~4명이다. name은 서로 다르고 짧다. description에는 나이, 머리, 옷, "
        "색을 또렷하게 쓴다. 모든 컷에서 이 모습 그대로 그린다.",
        "characters_present와 speaker에는 characters의 name을 글자 하나 다르지 않게 쓴다. "
        "speaker는 그 컷의 characters_present에 있어야 한다.",
        f"dialogue는 컷마다 1~3개, 한 대사는 {_LINE[language]}다. 사람이 말하듯 쓰고, 서로 묻고 "
        "답하며 이야기가 이어져야 한다. 보고서의 문장을 그대로 옮기지 않는다.",
        "대사와 장면은 <insights>와 <report>의 사실을 담는다. 거기 없는 사실을 만들지 않는다.",
        "컷마다 source_ids에 그 컷이 전하는 사실의 근거 id([ ] 안의 것)를 쓴다.",
        "컷마다 장소, 동작, 구도를 다르게 한다.",
        "camera_shot_and_angle, lighting_and_atmosphere, image_style_notes_for_scene은 영어로만 "
        "쓴다. image_style_notes_for_scene은 모든 컷에 같다.",
        LANGUAGE_RULE[language],
        MATERIAL_RULE,
    )
    user = joined(idea_block(idea), insights_block(insights), report_block(report))
    return Prompt(
        "n08_write_scenario", system, user, temperature=0.7, max_tokens=600 + 450 * panels
    )


def write_image_prompts(scenario: Scenario) -> Prompt:
    """The second call of N08."""
    system = numbered(
        "너는 Stable Diffusion의 프롬프트를 쓰는 사람이다. <scenario>의 컷마다 그림을 주문한다.",
        "모든 글은 영어로만 쓴다. 다만 name에는 시나리오의 이름을 글자 그대로 쓴다.",
        "characters에는 시나리오의 등장인물을 모두 쓴다. appearance는 나이, 머리, 옷, 색을 담은 "
        "영어 10~20낱말이다.",
        "panels는 시나리오의 컷마다 하나씩, panel_number도 같게 쓴다.",
        "image_prompt에는 그 컷의 장소, 인물의 동작과 표정, 소품을 쉼표로 나눈 영어 구로 15~40낱말 "
        "쓴다. 인물은 이름 대신 the woman, the boy처럼 쓴다.",
        "겉모습, 구도, 빛, 화풍은 따로 붙으니 image_prompt에 쓰지 않는다.",
        "글자, 말풍선, 간판의 문구, 로고를 그리라고 하지 않는다.",
        MATERIAL_RULE,
    )
    return Prompt(
        "n08_write_image_prompts",
        system,
        _scenario_block(scenario),
        temperature=0.4,
        max_tokens=500 + 200 * len(scenario.panels),
    )


def _scenario_block(scenario: Scenario) -> str:
    cast = [f"- {character.name}: {character.description}" for character in scenario.characters]
    parts = [f"제목: {scenario.title}", "\n".join(["등장인물", *cast])]
    parts += [_panel_lines(panel) for panel in scenario.panels]
    return block("scenario", "\n\n".join(parts))


def _panel_lines(panel: ScenarioPanel) -> str:
    lines = [
        f"{panel.panel_number}컷",
        f"장소: {panel.setting}",
        f"인물: {', '.join(panel.characters_present)}",
        f"일: {panel.key_actions_or_events}",
        f"표정과 몸짓: {panel.dialogue_summary_for_image_context}",
        f"소품과 효과: {panel.visual_effects_or_key_props}",
    ]
    return "\n".join(lines)
