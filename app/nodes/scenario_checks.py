"""What a scenario and its image prompts must keep to, beyond their shape.

Each check returns Korean sentences for the model that has to mend its reply.
"""

from collections.abc import Collection

from app.domain.comic import ImagePrompts, Scenario, ScenarioPanel
from app.domain.hangul import has_hangul
from app.nodes.citations import unknown_ids


def scenario_errors(scenario: Scenario, panels: int, ids: Collection[str]) -> list[str]:
    """Panel numbers, the cast, the speakers, the sources, the English fields."""
    names = [character.name for character in scenario.characters]
    errors = _numbers([panel.panel_number for panel in scenario.panels], panels)
    if len(set(names)) < len(names):
        errors.append("characters: name이 서로 달라야 한다.")
    for panel in scenario.panels:
        errors += _panel_errors(panel, names, ids)
    return errors


def image_prompt_errors(prompts: ImagePrompts, scenario: Scenario) -> list[str]:
    """The same cast and panels as the scenario, in English."""
    names = {character.name for character in scenario.characters}
    errors = _numbers([panel.panel_number for panel in prompts.panels], len(scenario.panels))
    if {look.name for look in prompts.characters} != names:
        errors.append(f"characters: name은 정확히 {', '.join(sorted(names))}이다.")
    english = [(f"{look.name}의 appearance", look.appearance) for look in prompts.characters]
    for panel in prompts.panels:
        english.append((f"{panel.panel_number}컷의 image_prompt", panel.image_prompt))
        english.append((f"{panel.panel_number}컷의 negative_prompt", panel.negative_prompt))
    return errors + _not_english(english)


def _panel_errors(panel: ScenarioPanel, names: Collection[str], ids: Collection[str]) -> list[str]:
    where = f"{panel.panel_number}컷"
    errors = unknown_ids(where, panel.source_ids, ids)
    if len(set(panel.characters_present)) < len(panel.characters_present):
        errors.append(f"{where}: characters_present에 같은 이름이 두 번 있다.")
    for name in panel.characters_present:
        if name not in names:
            errors.append(f"{where}: characters_present의 '{name}'이(가) characters에 없다.")
    for line in panel.dialogue:
        if line.speaker not in panel.characters_present:
            errors.append(f"{where}: speaker '{line.speaker}'이(가) characters_present에 없다.")
    return errors + _not_english(
        [
            (f"{where}의 camera_shot_and_angle", panel.camera_shot_and_angle),
            (f"{where}의 lighting_and_atmosphere", panel.lighting_and_atmosphere),
            (f"{where}의 image_style_notes_for_scene", panel.image_style_notes_for_scene),
        ]
    )


def _numbers(numbers: list[int], count: int) -> list[str]:
    if numbers == list(range(1, count + 1)):
        return []
    return [f"panels: 정확히 {count}개이고 panel_number는 1부터 {count}까지 차례여야 한다."]


def _not_english(fields: list[tuple[str, str]]) -> list[str]:
    return [f"{name}: 영어로만 쓴다." for name, text in fields if has_hangul(text)]
