"""Search engines and the reading of pages, shared by a process's products."""

from contextlib import AsyncExitStack
from dataclasses import dataclass, field

import httpx2

from app.config.settings import SearchSettings
from app.services.outbound.client import SafeClient
from app.services.scraping.process import ExtractionProcess
from app.services.scraping.reader import WebPageReader
from app.services.search.google import GoogleSearch
from app.services.search.naver import NaverSearch
from app.services.search.protocol import SearchEngine
from app.services.search.rss import RssFeed, feed_urls
from app.services.search.service import SearchService


@dataclass
class Web:
    """Opened as products ask for it: nobody pays for what no queue of this process needs."""

    settings: SearchSettings
    stack: AsyncExitStack
    safe: SafeClient
    plain: httpx2.AsyncClient
    _pages: WebPageReader | None = field(default=None, init=False)

    def search(self) -> SearchService:
        """All configured engines."""
        return SearchService(
            search_engines(self.settings, self.plain), timeout=self.settings.SEARCH_TIMEOUT
        )

    async def pages(self) -> WebPageReader:
        """The one reader, whose process extracts the text of every product's pages."""
        if self._pages is None:
            self._pages = WebPageReader(
                client=self.safe,
                extraction=await self.stack.enter_async_context(ExtractionProcess()),
                timeout=self.settings.SEARCH_TIMEOUT,
            )
        return self._pages


def search_engines(settings: SearchSettings, plain: httpx2.AsyncClient) -> list[SearchEngine]:
    """In order of rank: Naver knows Korean news best."""
    engines: list[SearchEngine] = []
    if settings.NAVER_CLIENT_ID and settings.NAVER_CLIENT_SECRET:
        naver = NaverSearch(
            client=plain,
            url=settings.NAVER_SEARCH_URL,
            client_id=settings.NAVER_CLIENT_ID,
            client_secret=settings.NAVER_CLIENT_SECRET.get_secret_value(),
            timeout=settings.SEARCH_TIMEOUT,
        )
        engines.append(naver)
    if settings.GOOGLE_API_KEY and settings.GOOGLE_CSE_ID:
        google = GoogleSearch(
            client=plain,
            url=settings.GOOGLE_SEARCH_URL,
            key=settings.GOOGLE_API_KEY.get_secret_value(),
            engine_id=settings.GOOGLE_CSE_ID,
            timeout=settings.SEARCH_TIMEOUT,
        )
        engines.append(google)
    for url in feed_urls(settings.RSS_FEEDS):
        engines.append(RssFeed(client=plain, url=url, timeout=settings.SEARCH_TIMEOUT))
    return engines
