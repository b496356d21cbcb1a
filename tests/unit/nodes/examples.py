"""A small comic in every stage of its making."""

from datetime import UTC, datetime
from uuid import UUID

from app.domain.comic import (
    Character,
    ComicIdea,
    DialogueLine,
    DrawnPanel,
    PanelImagePrompt,
    QueryAnalysis,
    Report,
    ReportSection,
    ScenarioPanel,
    SearchPlan,
    Statement,
)
from app.domain.search import Source
from app.domain.task import Json
from app.workflows.state import (
    ConfigSection,
    IdeaSection,
    ImageSection,
    MetaSection,
    QuerySection,
    ReportState,
    ScenarioSection,
    SearchSection,
    WorkflowState,
)

COMIC_ID = UUID("123e4567-e89b-12d3-a456-426614174000")
QUERY = "달 탐사선 다누리의 발견"


def source(number: int, **fields: object) -> Source:
    values: Json = {
        "id": f"S{number}",
        "url": f"https://news.example/{number}",
        "title": f"다누리 소식 {number}",
        "text": f"다누리가 달의 남극에서 얼음 {number}톤을 찾았다.",
        "published_at": datetime(2026, 11, 1, tzinfo=UTC),
        "retrieved_at": datetime(2026, 11, 20, tzinfo=UTC),
        "sha256": "0" * 64,
        "engine": "google",
    }
    return Source(**{**values, **fields})


def statement(text: str, *ids: str) -> Statement:
    return Statement(text=text, source_ids=list(ids or ("S1",)))


REPORT = Report(
    title="다누리, 달에서 얼음을 찾다",
    introduction=[statement("다누리가 달의 남극에서 얼음을 찾았다.", "S1", "S2")],
    sections=[
        ReportSection(
            aspect_title="발견", statements=[statement("얼음은 그늘진 구덩이에 있었다.", "S2")]
        )
    ],
    conclusion=[statement("달 기지의 물로 쓸 수 있다.", "S1")],
)
INSIGHTS = [
    statement("다누리가 달에서 얼음을 찾았다.", "S1"),
    statement("얼음은 그늘에 있었다.", "S2"),
    statement("달 기지의 물이 된다.", "S1"),
]
IDEAS = [
    ComicIdea(
        title=f"달의 얼음 {number}",
        logline="탐사선이 얼음을 찾아 물을 얻는다.",
        genre="과학 해설",
        target_emotion="놀라움",
        key_elements=["다누리", "얼음"],
    )
    for number in (1, 2, 3)
]


def panel(number: int, **fields: object) -> ScenarioPanel:
    values: Json = {
        "panel_number": number,
        "setting": "달의 남극",
        "characters_present": ["연구원", "아이"],
        "camera_shot_and_angle": "wide shot",
        "key_actions_or_events": "연구원이 화면을 가리킨다.",
        "lighting_and_atmosphere": "calm blue night",
        "dialogue": [
            {"speaker": "아이", "text": "저게 얼음이에요?"},
            {"speaker": "연구원", "text": "그래, 달의 얼음이야!"},
        ],
        "dialogue_summary_for_image_context": "아이가 놀라서 묻는다.",
        "visual_effects_or_key_props": "반짝이는 얼음",
        "image_style_notes_for_scene": "flat colors, webtoon style",
        "alt_text": "두 사람이 화면 속 얼음을 본다.",
        "source_ids": ["S1"],
    }
    return ScenarioPanel(**{**values, **fields})


CAST = [
    Character(name="연구원", description="30대, 짧은 머리, 흰 가운"),
    Character(name="아이", description="열 살, 노란 옷"),
]
SCENARIO: Json = {
    "title": "달의 얼음",
    "characters": [character.model_dump() for character in CAST],
    "panels": [panel(number).model_dump() for number in (1, 2, 3, 4)],
}
IMAGE_PROMPTS: Json = {
    "characters": [
        {"name": "연구원", "appearance": "a woman in her thirties, short hair, white coat"},
        {"name": "아이", "appearance": "a ten year old boy, yellow shirt"},
    ],
    "panels": [
        {
            "panel_number": number,
            "image_prompt": f"moon crater {number}, the woman points at a screen, the boy stares",
            "negative_prompt": "",
        }
        for number in (1, 2, 3, 4)
    ],
}


def drawn(number: int) -> DrawnPanel:
    return DrawnPanel(
        number=number,
        image_key=f"images/{COMIC_ID}/v1/panel-{number}-0.png",
        image_url=None,
        raw_image_key=f"images/{COMIC_ID}/v1/panel-{number}-raw-0.png",
        width=64,
        height=64,
        dialogue=[DialogueLine(speaker="아이", text="얼음이다!")],
        alt_text="얼음",
        source_ids=["S1"],
        prompt_used="ice on the moon",
        negative_prompt="",
        seed=1,
    )


def workflow_state(**config: object) -> WorkflowState:
    """The state as if every node had run; a test replaces what it is about."""
    prompts = [
        PanelImagePrompt(panel_number=each["panel_number"], image_prompt=each["image_prompt"])
        for each in IMAGE_PROMPTS["panels"]
    ]
    return {
        "meta": MetaSection(trace_id=COMIC_ID, comic_id=COMIC_ID),
        "config": ConfigSection.model_validate(config),
        "query": QuerySection(
            original_query=QUERY,
            query_context=QueryAnalysis(
                extracted_keywords=["다누리", "달 탐사선"],
                query_type="Information Seeking",
                query_category="Science",
            ),
        ),
        "search": SearchSection(
            search_strategy=SearchPlan.model_validate(
                {
                    "refined_intent": "다누리가 무엇을 찾았는지 알고 싶다.",
                    "key_aspects": ["발견", "의미"],
                    "queries": [{"text": "다누리 얼음", "source_class": "news"}],
                }
            ),
            sources=[source(1), source(2)],
        ),
        "report": ReportState(report=REPORT, contextual_summary=INSIGHTS),
        "idea": IdeaSection(comic_ideas=IDEAS, selected=2, reason="쉽다."),
        "scenario": ScenarioSection(
            title="달의 얼음",
            characters=CAST,
            panels=[panel(number) for number in (1, 2, 3, 4)],
            image_prompts=prompts,
        ),
        "image": ImageSection(seed=1, panels=[drawn(number) for number in (1, 2, 3, 4)]),
        "warnings": [],
    }
