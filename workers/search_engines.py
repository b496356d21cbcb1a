"""Which search engines are configured."""

import httpx2

from app.config.provider_settings import SearchSettings
from app.services.search.google import GoogleSearch
from app.services.search.naver import NaverSearch
from app.services.search.protocol import SearchEngine
from app.services.search.rss import RssFeed, feed_urls
from app.services.search.service import SearchService


def open_search(settings: SearchSettings, plain: httpx2.AsyncClient) -> SearchService:
    """All of them, in order of rank: Naver knows Korean news best."""
    timeout = settings.SEARCH_TIMEOUT
    engines: list[SearchEngine] = []
    if settings.NAVER_CLIENT_ID and settings.NAVER_CLIENT_SECRET:
        naver = NaverSearch(
            client=plain,
            url=settings.NAVER_SEARCH_URL,
            client_id=settings.NAVER_CLIENT_ID,
            client_secret=settings.NAVER_CLIENT_SECRET.get_secret_value(),
            timeout=timeout,
        )
        engines.append(naver)
    if settings.GOOGLE_API_KEY and settings.GOOGLE_CSE_ID:
        google = GoogleSearch(
            client=plain,
            url=settings.GOOGLE_SEARCH_URL,
            key=settings.GOOGLE_API_KEY.get_secret_value(),
            engine_id=settings.GOOGLE_CSE_ID,
            timeout=timeout,
        )
        engines.append(google)
    for url in feed_urls(settings.RSS_FEEDS):
        engines.append(RssFeed(client=plain, url=url, timeout=timeout))
    return SearchService(engines, timeout=timeout)
