"""The finished script, and the result in the shape that clients know."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from app.domain.script import ContentBrief, RecommendationId
from app.domain.script_news import FactCategory, ImageType


class DraftMetadata(BaseModel):
    """About the whole."""

    model_config = ConfigDict(
        alias_generator=to_camel, populate_by_name=True, serialize_by_alias=True
    )

    title: str
    hook_type: str
    estimated_duration_min: int


class Claim(BaseModel):
    """A spoken sentence that states something, and the facts behind it (never none)."""

    id: str
    text: str
    part: str = Field(description="hook, closing 또는 장의 id")
    fact_ids: list[str] = Field(min_length=1)


class DraftHook(BaseModel):
    """The first seconds."""

    text: str
    fact_references: list[str]
    on_screen_cues: list[str]
    claims: list[Claim]


class DraftChapter(BaseModel):
    """One chapter; ``narration`` carries the markers of its facts."""

    chapter_id: str
    title: str
    narration: str
    beats: list[str]


class DraftClosing(BaseModel):
    """The end."""

    text: str
    cta: str


class DraftScript(BaseModel):
    """What is spoken and shown."""

    hook: DraftHook
    chapters: list[DraftChapter]
    closing: DraftClosing


class SourceMapEntry(BaseModel):
    """From a claim over one of its facts to the article that says it."""

    claim_id: str
    fact_id: str
    article_id: str
    article_title: str
    article_url: str


class QualityReport(BaseModel):
    """Counts by which a reader may judge."""

    claims: int
    facts_cited: int
    facts_found: int
    articles_cited: int
    images: int


class Citation(BaseModel):
    """A marker in the text and what stands behind it."""

    marker: str
    number: int
    fact_id: str
    content: str
    category: FactCategory
    source: str
    source_title: str
    source_url: str


class ScriptDraft(BaseModel):
    """The writer's work."""

    script_draft_id: str
    topic_request_id: RecommendationId | None
    generated_at: datetime
    metadata: DraftMetadata
    script: DraftScript
    claims: list[Claim]
    source_map: list[SourceMapEntry]
    citations: list[Citation]
    quality_report: QualityReport


class ResultChapter(BaseModel):
    """A chapter as clients show it."""

    title: str
    content: str


class ResultScript(BaseModel):
    """The script as clients show it."""

    hook: str
    chapters: list[ResultChapter]
    outro: str


class ResultImage(BaseModel):
    """An image of a reference; ``url`` is where we keep it."""

    url: str
    caption: str
    is_chart: bool
    type: ImageType
    width: int
    height: int
    source_url: str


class ReferenceAnalysis(BaseModel):
    """What was found in an article."""

    facts: list[str]
    opinions: list[str]


class Reference(BaseModel):
    """An article behind the script."""

    title: str
    summary: str
    source: str
    url: str
    date: str | None
    query: str
    analysis: ReferenceAnalysis
    images: list[ResultImage]


class ScriptResult(BaseModel):
    """What a script's task ends with; the video lists stay empty, no video site is searched."""

    success: bool = True
    message: str
    script: ResultScript
    references: list[Reference]
    competitor_videos: list[str] = Field(default_factory=list)
    related_videos: list[str] = Field(default_factory=list)
    citations: list[Citation]
    topic_request_id: RecommendationId | None
    content_brief: ContentBrief
    draft: ScriptDraft
    warnings: list[str]
