"""The comic workflow's state: sections as the documents name them, one model for all nodes."""

import operator
from typing import Annotated, Any, TypedDict
from uuid import UUID

from pydantic import BaseModel, Field

from app.domain.comic import (
    Character,
    ComicIdea,
    DrawnPanel,
    Language,
    PanelImagePrompt,
    QueryAnalysis,
    Report,
    ScenarioPanel,
    SearchPlan,
    Statement,
)
from app.domain.search import Article, SearchHit, Source, SourceClass


class MetaSection(BaseModel):
    """Whose run this is; ``trace_id`` is the task's id."""

    trace_id: UUID
    comic_id: UUID
    version: int = 1
    writer_id: str = "default_writer"
    current_stage: str = "ACCEPTED"


class ConfigSection(BaseModel):
    """What the caller asked for."""

    sites: dict[SourceClass, list[str]] = Field(default_factory=dict)
    articles: list[Article] = Field(default_factory=list)
    language: Language = Language.KO
    panels: int = 4


class QuerySection(BaseModel):
    """N01, N02."""

    original_query: str
    query_context: QueryAnalysis | None = None
    initial_context_results: list[SearchHit] = Field(default_factory=list)


class SearchSection(BaseModel):
    """N03, N04."""

    search_strategy: SearchPlan | None = None
    sources: list[Source] = Field(default_factory=list)


class ReportState(BaseModel):
    """N05 to N06A; ``saved_report_url`` is None when the gateway serves the file."""

    report: Report | None = None
    hitl_status: str = "pending"
    saved_report_key: str | None = None
    saved_report_url: str | None = None
    contextual_summary: list[Statement] = Field(default_factory=list)


class IdeaSection(BaseModel):
    """N07; ``selected`` counts from 1."""

    comic_ideas: list[ComicIdea] = Field(default_factory=list)
    selected: int | None = None
    reason: str = ""


class ScenarioSection(BaseModel):
    """N08."""

    title: str = ""
    characters: list[Character] = Field(default_factory=list)
    panels: list[ScenarioPanel] = Field(default_factory=list)
    image_prompts: list[PanelImagePrompt] = Field(default_factory=list)


class ImageSection(BaseModel):
    """N09; ``strip_url`` is None when the gateway serves the file."""

    seed: int | None = None
    panels: list[DrawnPanel] = Field(default_factory=list)
    strip_key: str | None = None
    strip_url: str | None = None


class UploadSection(BaseModel):
    """N10: addresses for people, and the message for the backend.

    They are the store's own addresses or the gateway's routes, so never a column's value: what the
    store said stands in the sections above.
    """

    report_url: str | None = None
    strip_url: str | None = None
    panel_urls: list[str] = Field(default_factory=list)
    notification: dict[str, Any] | None = None


class WorkflowState(TypedDict, total=False):
    """Sections are replaced whole by the node that owns them; warnings only grow."""

    meta: MetaSection
    config: ConfigSection
    query: QuerySection
    search: SearchSection
    report: ReportState
    idea: IdeaSection
    scenario: ScenarioSection
    image: ImageSection
    upload: UploadSection
    warnings: Annotated[list[str], operator.add]
