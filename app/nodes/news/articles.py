"""The articles that a script stands on: found, read, made distinct, the best five."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from app.domain.errors import NodeFailed
from app.domain.script import ContentBrief, ScriptRequest
from app.domain.script_news import NewsArticle
from app.domain.search import PageImage, SearchHit, SearchQuery
from app.nodes.news.titles import distinct_titles
from app.nodes.sourcing.duplicates import distinct_hits, distinct_texts
from app.nodes.sourcing.material import TEXT_LIMIT, Material, host
from app.nodes.sourcing.reading import Reading
from app.nodes.sourcing.relevance import Interest
from app.nodes.text import cut
from app.services.scraping.protocol import PageReader
from app.services.search.protocol import Search
from app.services.search.relevance import terms

MOST_ARTICLES = 5
RESULTS_PER_QUERY = 15
NOTHING = "주제에 관한 기사를 하나도 찾지 못했습니다. 더 널리 알려진 말로 주제를 바꾸어 보세요."
OLD = "최근 {days}일 안의 기사가 모자라 더 오래된 기사도 썼습니다."
_REASONS_SHOWN = 3
_TRIES = 3  # for each page that may be read


@dataclass(frozen=True)
class FoundArticle:
    """An article with the images that its page shows, not fetched yet."""

    article: NewsArticle
    images: tuple[PageImage, ...]


@dataclass(frozen=True)
class ArticleSearch:
    """One run's search. At most ``max_pages`` pages are read for the five articles.

    A page that can't be read does not count, but three times as many tries are the end.
    """

    search: Search
    pages: PageReader
    max_pages: int

    async def find(
        self, request: ScriptRequest, brief: ContentBrief, warnings: list[str]
    ) -> list[FoundArticle]:
        """Ranked, at most five. Raises NodeFailed when there is none."""
        plan = brief.research_plan
        outcome = await self.search.search(
            [
                SearchQuery(text=text, language=request.language, limit=RESULTS_PER_QUERY)
                for text in dict.fromkeys(plan.news_query)
            ]
        )
        warnings.extend(outcome.warnings)
        interest = Interest(terms([request.topic]))
        hits = distinct_titles(distinct_hits(outcome.hits, ()))
        oldest = datetime.now(UTC) - timedelta(days=plan.freshness_days)
        read = distinct_texts(await self._read(fresh_first(hits, oldest), warnings))
        related = [each for each in read if interest.accepts(each)]
        if not related:
            raise NodeFailed(" ".join([NOTHING, *warnings[:_REASONS_SHOWN]]))
        best = sorted(related, key=interest.score, reverse=True)[:MOST_ARTICLES]
        if any(_before(oldest, each.published_at) for each in best):
            warnings.append(OLD.format(days=plan.freshness_days))
        snippets = {hit.url: hit.snippet for hit in hits}
        return [_found(material, snippets.get(material.url or "", "")) for material in best]

    async def _read(self, hits: Sequence[SearchHit], warnings: list[str]) -> list[Material]:
        left = hits[: _TRIES * self.max_pages]
        reading = Reading(self.pages, warnings)
        read: list[Material] = []
        while left and (room := self.max_pages - len(read)):
            read += await reading.hits(left[:room])
            left = left[room:]
        return read


def fresh_first(hits: Sequence[SearchHit], oldest: datetime) -> list[SearchHit]:
    """Recent hits and undated ones as the search ranked them, then the older ones."""
    return sorted(hits, key=lambda hit: _before(oldest, hit.published_at))


def _before(oldest: datetime, when: datetime | None) -> bool:
    return when is not None and (when if when.tzinfo else when.replace(tzinfo=UTC)) < oldest


def _found(material: Material, snippet: str) -> FoundArticle:
    url = material.url or ""
    article = NewsArticle(
        id=hashlib.sha256(url.encode()).hexdigest()[:16],
        title=material.title,
        url=url,
        desc=snippet,
        published_at=material.published_at,
        query=material.query,
        source=host(url),
        content=cut(material.text, TEXT_LIMIT),
    )
    return FoundArticle(article, material.images)
