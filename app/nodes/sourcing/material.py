"""A text that may become a source, before it is judged, ranked and numbered."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from app.domain.search import (
    ARTICLE_TEXT_MAX,
    Article,
    ExtractedPage,
    PageImage,
    SearchHit,
    Source,
    SourceClass,
)
from app.nodes.text import cut
from app.services.scraping.text import clean_text

TEXT_LIMIT = 6000
CALLER = "caller"


@dataclass(frozen=True)
class Material:
    """``query`` is the search that found it; the caller's own has none."""

    url: str | None
    title: str
    text: str
    published_at: datetime | None
    engine: str
    source_class: SourceClass
    query: str = ""
    images: tuple[PageImage, ...] = ()

    @property
    def brought(self) -> bool:
        """Whether the caller brought it."""
        return self.engine == CALLER

    @property
    def name(self) -> str:
        """For a warning: the host, or the title of a text without an address."""
        return host(self.url) if self.url else self.title


def from_article(article: Article, page: ExtractedPage | None) -> Material:
    """What the caller brought: the page behind its address, else its own text."""
    text = page.text if page else article.text or ""
    return Material(
        url=article.url,
        title=article.title or (page.title if page else "") or "제공된 기사",
        text=clean_text(text, ARTICLE_TEXT_MAX),
        published_at=page.published_at if page else None,
        engine=CALLER,
        source_class=SourceClass.NEWS,
    )


def from_page(hit: SearchHit, page: ExtractedPage) -> Material:
    """What a search found and a reader read."""
    return Material(
        url=page.url,
        title=page.title or hit.title,
        text=clean_text(page.text, ARTICLE_TEXT_MAX),
        published_at=page.published_at or hit.published_at,
        engine=hit.engine,
        source_class=hit.source_class,
        query=hit.query,
        images=page.images,
    )


def numbered(materials: list[Material]) -> list[Source]:
    """Sources S1, S2, … in the order given; texts are cut, hashes are of the whole."""
    now = datetime.now(UTC)
    return [
        Source(
            id=f"S{number}",
            url=each.url,
            title=each.title,
            text=cut(each.text, TEXT_LIMIT),
            published_at=each.published_at,
            retrieved_at=now,
            sha256=hashlib.sha256(each.text.encode()).hexdigest(),
            engine=each.engine,
            source_class=each.source_class,
        )
        for number, each in enumerate(materials, 1)
    ]


def host(url: str) -> str:
    """The host of an address, for messages."""
    try:
        return urlsplit(url).hostname or url[:60]
    except ValueError:
        return url[:60]
