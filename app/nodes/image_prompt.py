"""The final image prompt of each panel, put together from the scenario's parts."""

import re

from app.domain.comic import ImagePrompts, PanelImagePrompt, Scenario, ScenarioPanel

DEFAULT_NEGATIVE = (
    "(worst quality, low quality, normal quality:1.2), deformed, blurry, text, signature"
)


def final_prompts(scenario: Scenario, prompts: ImagePrompts) -> list[PanelImagePrompt]:
    """One for each panel, in order.

    Style and looks are the same words in every panel, so that the image model draws the same
    people in the same hand.
    """
    style = scenario.panels[0].image_style_notes_for_scene
    looks = {look.name: look.appearance for look in prompts.characters}
    return [
        _final(panel, own, style, looks)
        for panel, own in zip(scenario.panels, prompts.panels, strict=True)
    ]


def _final(
    panel: ScenarioPanel, own: PanelImagePrompt, style: str, looks: dict[str, str]
) -> PanelImagePrompt:
    people = "; ".join(_phrase(looks[name]) for name in panel.characters_present)
    scene = [own.image_prompt, panel.camera_shot_and_angle, panel.lighting_and_atmosphere]
    return PanelImagePrompt(
        panel_number=panel.panel_number,
        image_prompt=f"{_phrase(style)}, characters: {people}. {_joined(scene)}",
        negative_prompt=_joined([DEFAULT_NEGATIVE, own.negative_prompt]),
    )


def _phrase(text: str) -> str:
    """Nothing in it that would end the description of a character."""
    return _joined(re.split(r"[;.]\s*", text))


def _joined(parts: list[str]) -> str:
    return ", ".join(text for part in parts if (text := part.strip(" .,")))
