"""Search results and the sources that reports and panels cite."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

ARTICLE_TITLE_MAX = 300
ARTICLE_TEXT_MIN = 100  # less can't fill four panels with statements of its own
ARTICLE_TEXT_MAX = 100_000
SMALLEST_IMAGE_SIDE = 150  # pixels; what is smaller shows nothing


class SourceClass(StrEnum):
    """The kinds of sites that a caller may prefer (``data.site`` of a comic request)."""

    NEWS = "news"
    RESEARCH_PAPER = "research_paper"
    COMMUNITY = "community"
    CODE_RELATED = "code_related"
    DEEP_DIVE_TECH = "deep_dive_tech"


class SearchQuery(BaseModel):
    """One query to one or more engines; ``sites`` narrows it to preferred domains."""

    model_config = ConfigDict(frozen=True)

    text: str
    source_class: SourceClass = SourceClass.NEWS
    sites: tuple[str, ...] = ()
    language: str = "ko"
    limit: int = 5


class SearchHit(BaseModel):
    """What an engine returned, before its page was fetched."""

    model_config = ConfigDict(frozen=True)

    url: str
    title: str
    snippet: str = ""
    published_at: datetime | None = None
    engine: str
    source_class: SourceClass = SourceClass.NEWS
    query: str = ""


class Article(BaseModel):
    """What the caller brought: a page to fetch, or a text to use as it is."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: str | None = Field(default=None, max_length=2048)
    title: str | None = Field(default=None, max_length=ARTICLE_TITLE_MAX)
    text: str | None = Field(default=None, max_length=ARTICLE_TEXT_MAX)


class PageImage(BaseModel):
    """An image that a page's article shows, not fetched yet."""

    model_config = ConfigDict(frozen=True)

    url: str
    caption: str = ""


class ExtractedPage(BaseModel):
    """The main text of a fetched page, and the images beside it."""

    model_config = ConfigDict(frozen=True)

    url: str
    title: str
    text: str
    published_at: datetime | None = None
    images: tuple[PageImage, ...] = ()


class Source(BaseModel):
    """A text that the report may cite. ``id`` is S1, S2, … in order of rank."""

    id: str
    url: str | None
    title: str
    text: str
    published_at: datetime | None = None
    retrieved_at: datetime
    sha256: str
    engine: str
    source_class: SourceClass = SourceClass.NEWS
