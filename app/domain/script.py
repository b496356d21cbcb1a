"""Scripts: what is asked for, and what the planner and the writer ask of the model.

Field descriptions are part of the prompt (they travel in the JSON schema), so they are Korean and
say what the model must do.
"""

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator
from pydantic.alias_generators import to_camel

from app.domain.comic import Language, Reply, Text
from app.domain.task import TaskPayload

SCRIPT_STEP_LABELS = {"planner": "기획", "news_research": "뉴스 조사", "writer": "대본 작성"}
TOPIC_MIN = 2
TOPIC_MAX = 200
CHAPTERS = 5
_NEWS_QUERIES = 6

Topic = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=TOPIC_MIN, max_length=TOPIC_MAX)
]
RecommendationId = (
    Annotated[int, Field(ge=0, lt=2**63)]
    | Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
)


class ScriptRequest(BaseModel):
    """What a script is asked for with; ``topic_recommendation_id`` comes back with the result."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        frozen=True,
        json_schema_extra={"example": {"topic": "도심 옥상 양봉이 생태계에 미친 영향"}},
    )

    topic: Topic
    topic_recommendation_id: RecommendationId | None = None
    language: Annotated[Language, Field(strict=False)] = Language.KO

    @field_validator("topic")
    @classmethod
    def _says_something(cls, topic: str) -> str:
        if not any(character.isalnum() for character in topic.replace("\u3164", "")):
            raise ValueError("글자나 숫자가 있는 주제를 보내세요.")
        return topic


class ScriptPayload(TaskPayload):
    """Everything a worker needs to write a script."""

    task_type: ClassVar[str] = "script"
    queue: ClassVar[str] = "script_task_queue"

    request: ScriptRequest


class _BriefPart(Reply):
    """The brief keeps the names that its readers know from before."""

    model_config = ConfigDict(
        alias_generator=to_camel, populate_by_name=True, serialize_by_alias=True
    )


class TitleCandidate(_BriefPart):
    """A title and the angle that it promises."""

    title: Text = Field(max_length=80, description="영상의 제목 후보")
    angle: Text = Field(description="이 제목이 주제를 보는 각도 한 문장")


class ChapterPlan(_BriefPart):
    """One of the five chapters; its id is given by its place."""

    id: Text = Field(description="장의 id", examples=["ch1", "ch2", "ch3", "ch4", "ch5"])
    goal: Text = Field(description="이 장에서 시청자가 알게 될 것 한 문장")
    expected_assets: list[Text] = Field(
        min_length=1, max_length=4, description="화면에 필요한 자료: 그래프, 표, 사진의 종류"
    )


class Narrative(_BriefPart):
    """How the video tells its topic."""

    hook_goal: Text = Field(description="첫 20초에 시청자가 느껴야 할 것 한 문장")
    structure: list[Text] = Field(
        min_length=1, max_length=6, description="이야기가 흘러가는 순서를 나타내는 짧은 말들"
    )
    chapters: list[ChapterPlan] = Field(
        min_length=CHAPTERS, max_length=CHAPTERS, description="차례대로 다섯 장"
    )


class ResearchPlan(_BriefPart):
    """What to look for."""

    news_query: list[Text] = Field(
        min_length=_NEWS_QUERIES, max_length=8, description="뉴스 검색창에 넣을 서로 다른 검색어"
    )
    competitor_query: list[Text] = Field(
        min_length=4, max_length=6, description="같은 주제의 다른 영상을 찾을 검색어"
    )
    freshness_days: int = Field(
        ge=1, le=365, description="며칠 안의 기사가 필요한지", examples=[7, 30, 90]
    )

    @field_validator("news_query")
    @classmethod
    def _differ(cls, queries: list[str]) -> list[str]:
        if len({"".join(query.casefold().split()) for query in queries}) < _NEWS_QUERIES:
            raise ValueError(f"서로 다른 검색어가 {_NEWS_QUERIES}개 이상이어야 한다.")
        return queries


class ContentBrief(_BriefPart):
    """The planner's reply."""

    working_title_candidates: list[TitleCandidate] = Field(
        min_length=3, max_length=5, description="서로 다른 제목 후보"
    )
    core_questions: list[Text] = Field(
        min_length=1, max_length=5, description="영상이 답할 핵심 질문"
    )
    narrative: Narrative
    research_plan: ResearchPlan


class ScriptLine(Reply):
    """A sentence that is spoken; with facts it is a claim."""

    text: Text = Field(max_length=300, description="말로 읽을 한 문장")
    fact_ids: list[str] = Field(
        default_factory=list,
        max_length=4,
        description="문장의 근거가 되는 사실의 id. 사실을 말하지 않는 이음말이면 빈 목록",
    )


class HookReply(Reply):
    """The writer's first call: the title and the first seconds."""

    title: Text = Field(max_length=80, description="영상의 제목")
    hook_type: Literal["question", "statistic", "story", "contrast"] = Field(
        description="여는 방법: 질문, 숫자, 이야기, 대비"
    )
    lines: list[ScriptLine] = Field(min_length=1, max_length=4, description="여는 말의 문장들")
    on_screen_cues: list[Text] = Field(
        min_length=1, max_length=4, description="여는 말 동안 화면에 보일 자막이나 그림"
    )


class ChapterReply(Reply):
    """One chapter; all five are written at once."""

    title: Text = Field(max_length=80, description="이 장의 짧은 제목")
    narration: list[ScriptLine] = Field(
        min_length=1, max_length=10, description="이 장에서 읽을 문장들, 차례대로"
    )
    beats: list[Text] = Field(
        min_length=1, max_length=5, description="이 장의 장면마다 화면에 보일 것"
    )


class ClosingReply(Reply):
    """The writer's last call."""

    lines: list[ScriptLine] = Field(min_length=1, max_length=4, description="맺는 말의 문장들")
    cta: Text = Field(max_length=200, description="시청자에게 권하는 행동 한 문장")
