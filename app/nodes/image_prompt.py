"""The final image prompt of each panel, put together from the scenario's parts."""

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
    people = [looks[name] for name in panel.characters_present]
    parts = [
        style,
        *people,
        own.image_prompt,
        panel.camera_shot_and_angle,
        panel.lighting_and_atmosphere,
    ]
    negative = [DEFAULT_NEGATIVE, own.negative_prompt]
    return PanelImagePrompt(
        panel_number=panel.panel_number,
        image_prompt=_joined(parts),
        negative_prompt=_joined(negative),
    )


def _joined(parts: list[str]) -> str:
    return ", ".join(part.strip().rstrip(".,") for part in parts if part.strip())
