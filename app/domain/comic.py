"""The comic: its task payload and what each node asks of the model.

Field descriptions are part of the prompt (they travel in the JSON schema), so they are Korean and
say what the model must do.
"""

from enum import StrEnum
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from app.domain.search import Article, SourceClass
from app.domain.task import TaskPayload

PANELS_DEFAULT = 4
PANELS_MAX = 8
QUERY_MIN = 3
QUERY_MAX = 512

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
SourceIds = Annotated[
    list[str], Field(min_length=1, description="근거가 되는 자료의 id 목록. 예: S1")
]


class Language(StrEnum):
    """Output language of report and dialogue."""

    KO = "ko"
    EN = "en"


class ComicPayload(TaskPayload):
    """Everything a worker needs to make a comic."""

    task_type: ClassVar[str] = "comic"
    queue: ClassVar[str] = "comic_task_queue"

    comic_id: UUID
    version: int = 1
    query: str
    writer_id: str
    sites: dict[SourceClass, list[str]] = Field(default_factory=dict)
    articles: list[Article] = Field(default_factory=list)
    language: Language = Language.KO
    panels: int = PANELS_DEFAULT
    review: Literal["auto"] = "auto"
    callback_url: str | None = None


class Reply(BaseModel):
    """Base of everything a model answers: unknown fields are dropped, wrong ones refused."""

    model_config = ConfigDict(extra="ignore")


class QueryAnalysis(Reply):
    """N02."""

    extracted_keywords: list[Text] = Field(
        min_length=1, max_length=8, description="검색에 쓸 핵심 키워드"
    )
    query_type: Literal[
        "Information Seeking",
        "Comparison",
        "How-to",
        "Problem Solving",
        "Opinion Seeking",
        "Ambiguous",
        "Other",
    ] = Field(description="질의의 유형")
    query_category: Literal["IT", "Economy", "Politics", "Leisure", "Science", "Other"] = Field(
        description="질의의 분야"
    )
    detected_ambiguities: list[Text] = Field(
        default_factory=list, max_length=3, description="뜻이 여럿인 표현. 없으면 빈 목록"
    )


class PlannedQuery(Reply):
    """One search that N03 wants."""

    text: Text = Field(description="검색어")
    source_class: SourceClass = Field(description="찾을 자료의 종류")


class SearchPlan(Reply):
    """N03."""

    refined_intent: Text = Field(description="무엇을 알고 싶어 하는지 한 문장으로")
    key_aspects: list[Text] = Field(
        min_length=1, max_length=5, description="다룰 측면의 짧은 제목들"
    )
    queries: list[PlannedQuery] = Field(min_length=1, max_length=5, description="실행할 검색")


class Statement(Reply):
    """A sentence of the report and the sources that carry it."""

    text: Text = Field(description="자료에 적힌 사실을 담은 한 문장")
    source_ids: SourceIds


class ReportSection(Reply):
    """One aspect of the report."""

    aspect_title: Text = Field(description="이 절의 짧은 제목")
    statements: list[Statement] = Field(min_length=1, max_length=6, description="이 절의 문장들")


class Report(Reply):
    """N05."""

    title: Text = Field(max_length=120, description="보고서 제목")
    introduction: list[Statement] = Field(
        min_length=1, max_length=3, description="무슨 일인지 알리는 첫 문장들"
    )
    sections: list[ReportSection] = Field(
        min_length=1, max_length=5, description="측면마다 한 절. 같은 문장을 되풀이하지 않는다"
    )
    conclusion: list[Statement] = Field(
        min_length=1, max_length=3, description="의미나 전망을 담은 마무리 문장들"
    )


class ContextualSummary(Reply):
    """N06A."""

    insights: list[Statement] = Field(
        min_length=3, max_length=5, description="만화가 전해야 할 핵심, 중요한 순서로"
    )


class ComicIdea(Reply):
    """One idea of N07."""

    title: Text = Field(max_length=80, description="만화의 제목")
    logline: Text = Field(description="줄거리 한 문장")
    genre: Text = Field(description="장르", examples=["일상 코미디", "풍자", "과학 해설", "드라마"])
    target_emotion: Text = Field(
        description="독자가 느낄 감정", examples=["놀라움", "공감", "희망", "호기심"]
    )
    key_elements: list[Text] = Field(
        min_length=1, max_length=6, description="보고서에서 가져온 소재"
    )


class ComicIdeas(Reply):
    """N07, first call."""

    ideas: list[ComicIdea] = Field(min_length=3, max_length=3, description="서로 다른 아이디어")


class IdeaChoice(Reply):
    """N07, second call."""

    chosen: int = Field(ge=1, le=3, description="고른 아이디어의 번호 (1, 2, 3)")
    reason: Text = Field(description="고른 이유 한 문장")


class DialogueLine(Reply):
    """What one character says in a panel."""

    speaker: Text = Field(description="말하는 등장인물의 이름")
    text: Text = Field(max_length=120, description="말풍선에 넣을 짧은 대사")


class Character(Reply):
    """Described once, reused in every panel's image prompt."""

    name: Text = Field(max_length=40, description="등장인물의 이름이나 역할")
    description: Text = Field(description="모든 컷에서 똑같이 그릴 겉모습: 나이, 머리, 옷, 색")


class ScenarioPanel(Reply):
    """One panel of N08; the fields are the predecessor's, which the backend knows."""

    panel_number: int = Field(ge=1, le=PANELS_MAX, description="컷 번호, 1부터")
    setting: Text = Field(description="장소와 때")
    characters_present: list[Text] = Field(
        min_length=1, max_length=3, description="이 컷에 나오는 등장인물의 이름"
    )
    camera_shot_and_angle: Text = Field(
        description="구도를 영어로. 컷마다 다르게",
        examples=["wide shot", "medium shot", "close-up", "low angle", "over the shoulder"],
    )
    key_actions_or_events: Text = Field(description="이 컷에서 일어나는 일 한 문장")
    lighting_and_atmosphere: Text = Field(
        description="빛과 분위기를 영어로. setting의 때에 맞게",
        examples=["bright morning light", "warm sunset", "calm blue night", "dramatic spotlight"],
    )
    dialogue: list[DialogueLine] = Field(
        min_length=1, max_length=3, description="대사. 둘 이상이 나오면 서로 묻고 답한다"
    )
    dialogue_summary_for_image_context: Text = Field(description="표정과 몸짓을 위한 대사 요약")
    visual_effects_or_key_props: Text = Field(description="보여야 하는 소품과 효과")
    image_style_notes_for_scene: Text = Field(
        description="그림 스타일을 영어로. 모든 컷에 같게",
        examples=["clean line art, flat colors, webtoon style"],
    )
    alt_text: Text = Field(description="그림을 못 보는 사람을 위한 설명 한 문장")
    source_ids: SourceIds


class Scenario(Reply):
    """N08, first call."""

    title: Text = Field(max_length=80, description="만화의 제목")
    characters: list[Character] = Field(min_length=1, max_length=4, description="등장인물")
    panels: list[ScenarioPanel] = Field(
        min_length=1, max_length=PANELS_MAX, description="기승전결을 이루는 컷"
    )


class CharacterLook(Reply):
    """A character's looks for the image model, the same words in every panel."""

    name: Text = Field(max_length=40, description="시나리오에 적힌 등장인물의 이름 그대로")
    appearance: Text = Field(description="겉모습을 영어로: 나이, 머리, 옷, 색")


class PanelImagePrompt(Reply):
    """What the image model is asked for one panel."""

    panel_number: int = Field(ge=1, le=PANELS_MAX, description="컷 번호")
    image_prompt: str = Field(
        min_length=20,
        description="영어 이미지 프롬프트: 장소, 인물의 동작과 표정, 소품. 글자는 넣지 않는다",
    )
    negative_prompt: str = Field(
        default="", description="이 컷에 나오면 안 되는 것을 영어로. 없으면 빈 글"
    )


class ImagePrompts(Reply):
    """N08, second call."""

    characters: list[CharacterLook] = Field(
        min_length=1, max_length=4, description="시나리오의 등장인물 모두"
    )
    panels: list[PanelImagePrompt] = Field(
        min_length=1, max_length=PANELS_MAX, description="시나리오의 컷마다 하나"
    )


class DrawnPanel(BaseModel):
    """A finished panel: where its pictures lie, and its text kept as data beside them.

    ``image_url`` is None when the gateway serves the file.
    """

    number: int
    image_key: str
    image_url: str | None
    raw_image_key: str
    width: int
    height: int
    dialogue: list[DialogueLine]
    alt_text: str
    source_ids: list[str]
    prompt_used: str
    negative_prompt: str
    seed: int
