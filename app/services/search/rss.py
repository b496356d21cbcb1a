"""RSS and Atom feeds as search engines."""

import asyncio
from urllib.parse import quote, urlsplit

import httpx2

from app.domain.search import SearchHit, SearchQuery
from app.services.outbound.calls import check_status, provider_call, read_capped
from app.services.search.feed import FeedEntry, parse_feed
from app.services.search.relevance import shared_terms, terms
from app.services.search.sites import on_sites, web_address

PLACEHOLDER = "{query}"
MOST_BYTES = 3_000_000
HEADERS = {"Accept": "application/rss+xml, application/atom+xml, application/xml, text/xml"}


def feed_urls(setting: str) -> list[str]:
    """The addresses in a comma-separated setting."""
    return [url.strip() for url in setting.split(",") if url.strip()]


class RssFeed:
    """A SearchEngine over one feed. The opener of ``client`` closes it.

    A feed whose address holds ``{query}`` answers the query itself; of any other feed only the
    entries about the query are hits, those with more of its words first.
    """

    def __init__(self, *, client: httpx2.AsyncClient, url: str, timeout: float) -> None:
        self.name = f"RSS {urlsplit(url).hostname}"
        self._client = client
        self._url = url
        self._timeout = timeout

    async def search(self, query: SearchQuery) -> list[SearchHit]:
        """See SearchEngine."""
        url = self._url.replace(PLACEHOLDER, quote(query.text, safe=""))
        async with (
            provider_call(self.name, self._timeout),
            self._client.stream("GET", url, headers=HEADERS) as response,
        ):
            check_status(self.name, response)
            content = await read_capped(self.name, response, MOST_BYTES)
        entries = await asyncio.to_thread(parse_feed, content)
        if PLACEHOLDER not in self._url:
            entries = _about(entries, query.text)
        hits = [hit for entry in entries if (hit := self._hit(entry, url, query))]
        return hits[: query.limit]

    def _hit(self, entry: FeedEntry, url: str, query: SearchQuery) -> SearchHit | None:
        link = web_address(entry.link, base=url) if entry.link else None
        if link is None or not on_sites(link, query.sites):
            return None
        return SearchHit(
            url=link,
            title=entry.title or link,
            snippet=entry.summary,
            published_at=entry.published_at,
            engine=self.name,
            source_class=query.source_class,
            query=query.text,
        )


def _about(entries: list[FeedEntry], query: str) -> list[FeedEntry]:
    words = terms([query])
    needed = max(1, len(words) // 3)
    scored = [(shared_terms(words, f"{e.title} {e.summary}"), e) for e in entries]
    scored.sort(key=lambda pair: -pair[0])
    return [entry for score, entry in scored if score >= needed]
