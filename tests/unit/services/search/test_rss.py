import asyncio

import pytest

from app.domain.errors import AppError, BadReply, ProviderRefused, ProviderTimeout
from app.domain.search import SearchHit, SearchQuery
from app.services.outbound.plain import open_plain_client
from app.services.search.rss import RssFeed, feed_urls
from tests.hostile_server import HostileServer, RawRequest, Respond, answer, hostile_server

TITLES = [
    "AI 기술이 바꾸는 사회",
    "오늘의 날씨",
    "사회적 기업 이야기",
    "AI와 사회 변화, 그리고 기술",
]


def feed(titles: list[str]) -> Respond:
    items = "".join(
        f"<item><title>{title}</title><link>/n/{n}</link></item>" for n, title in enumerate(titles)
    )
    return answer(f"<rss><channel>{items}</channel></rss>".encode(), content_type="text/xml")


async def search(
    respond: Respond, query: SearchQuery, path: str = "/feed.xml"
) -> tuple[list[SearchHit], HostileServer]:
    async with hostile_server(respond) as server, open_plain_client() as client:
        engine = RssFeed(client=client, url=f"{server.origin}{path}", timeout=0.5)
        return await engine.search(query), server


async def test_a_feed_that_cannot_be_asked_is_searched_for_the_words() -> None:
    hits, server = await search(feed(TITLES), SearchQuery(text="AI 기술과 사회 변화"))
    assert [hit.title for hit in hits] == [TITLES[3], TITLES[0], TITLES[2]]
    assert hits[0].url == f"{server.origin}/n/3"
    assert hits[0].engine == "RSS 127.0.0.1"


async def test_a_feed_that_can_be_asked_is_believed() -> None:
    query = SearchQuery(text="AI & 기술/사회?", limit=2)
    hits, server = await search(feed(TITLES), query, "/s?q={query}&n=1")
    assert [hit.title for hit in hits] == TITLES[:2]
    assert server.requests[0].target == (
        "/s?q=AI%20%26%20%EA%B8%B0%EC%88%A0%2F%EC%82%AC%ED%9A%8C%3F&n=1"
    )


async def test_preferred_sites_narrow_it() -> None:
    hits, _ = await search(feed(TITLES), SearchQuery(text="사회", sites=("naver.com",)))
    assert hits == []


async def test_links_that_are_no_web_addresses_are_dropped() -> None:
    links = ("javascript:alert(1)", "http://[::1", "", "file:///etc/passwd", "https://a.kr/ok")
    items = "".join(f"<item><title>사회</title><link>{link}</link></item>" for link in links)
    respond = answer(f"<rss><channel>{items}</channel></rss>".encode())
    hits, _ = await search(respond, SearchQuery(text="사회"))
    assert [hit.url for hit in hits] == ["https://a.kr/ok"]


async def _silent(_: RawRequest, __: asyncio.StreamWriter) -> None:
    await asyncio.sleep(5)


@pytest.mark.parametrize(
    ("respond", "error"),
    [
        (answer(status="404 Not Found"), ProviderRefused),
        (
            answer(status="301 Moved Permanently", Location="http://169.254.169.254/"),
            ProviderRefused,
        ),
        (answer(b"<html></html>"), BadReply),
        (answer(b" " * 3_000_001), BadReply),
        (_silent, ProviderTimeout),
    ],
)
async def test_failures(respond: Respond, error: type[AppError]) -> None:
    with pytest.raises(error):
        await search(respond, SearchQuery(text="사회"))


def test_the_setting_holds_any_number_of_feeds() -> None:
    assert feed_urls("") == []
    assert feed_urls(" https://a.kr/f , ,https://b.kr/?q={query}") == [
        *("https://a.kr/f", "https://b.kr/?q={query}")
    ]
