"""What every SearchEngine does, and what they do together, over the sandbox's wire protocols."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import httpx2
import pytest

from app.domain.errors import (
    AppError,
    BadReply,
    ProviderThrottled,
    ProviderTimeout,
    ProviderUnavailable,
)
from app.domain.search import SearchQuery, SourceClass
from app.domain.task import Json
from app.services.outbound.plain import open_plain_client
from app.services.search.google import GoogleSearch
from app.services.search.naver import NaverSearch
from app.services.search.protocol import SearchEngine
from app.services.search.rss import RssFeed
from app.services.search.service import SearchService

QUERY = SearchQuery(text="꿀벌 옥상", source_class=SourceClass.COMMUNITY)
TIMEOUT = 1.0

MakeEngine = Callable[[str, httpx2.AsyncClient], SearchEngine]


def google(sandbox: str, client: httpx2.AsyncClient) -> SearchEngine:
    url = f"{sandbox}/customsearch/v1"
    return GoogleSearch(client=client, url=url, key="sandbox", engine_id="cx", timeout=TIMEOUT)


def naver(sandbox: str, client: httpx2.AsyncClient) -> SearchEngine:
    url, secret = f"{sandbox}/v1/search", "sandbox"
    return NaverSearch(
        client=client, url=url, client_id="sandbox", client_secret=secret, timeout=TIMEOUT
    )


def asked_feed(sandbox: str, client: httpx2.AsyncClient) -> SearchEngine:
    return RssFeed(client=client, url=f"{sandbox}/rss/all.xml?q={{query}}", timeout=TIMEOUT)


def whole_feed(sandbox: str, client: httpx2.AsyncClient) -> SearchEngine:
    return RssFeed(client=client, url=f"{sandbox}/rss/all.xml", timeout=TIMEOUT)


ENDPOINTS: dict[MakeEngine, str] = {
    google: "search",
    naver: "naver",
    asked_feed: "rss",
    whole_feed: "rss",
}


@pytest.fixture
async def client() -> AsyncIterator[httpx2.AsyncClient]:
    async with open_plain_client() as client:
        yield client


@pytest.fixture(params=ENDPOINTS, ids=lambda make: make.__name__)
def make(request: pytest.FixtureRequest) -> MakeEngine:
    made: MakeEngine = request.param
    return made


@pytest.fixture
def engine(make: MakeEngine, sandbox: str, client: httpx2.AsyncClient) -> SearchEngine:
    return make(sandbox, client)


async def test_hits_are_about_the_query_and_whole(engine: SearchEngine, sandbox: str) -> None:
    hits = await engine.search(QUERY)
    assert hits[0].url == f"{sandbox}/pages/city-bees-2024"
    assert "꿀벌" in hits[0].title
    assert "벌통" in hits[0].snippet
    assert (hits[0].engine, hits[0].query) == (engine.name, QUERY.text)
    assert hits[0].source_class is SourceClass.COMMUNITY
    assert hits[0].published_at is not None
    assert hits[0].published_at.utcoffset() == timedelta(hours=9)


async def test_nothing_is_found_about_nothing(engine: SearchEngine) -> None:
    assert await engine.search(SearchQuery(text="양자중력 쿼크글루온플라즈마")) == []


async def test_the_limit_is_kept(engine: SearchEngine) -> None:
    assert len(await engine.search(SearchQuery(text="AI", limit=2))) == 2


async def test_sites_narrow_it(engine: SearchEngine) -> None:
    at_home = QUERY.model_copy(update={"sites": ("example.com", "127.0.0.1")})
    elsewhere = QUERY.model_copy(update={"sites": ("example.com",)})
    assert len(await engine.search(at_home)) >= 1
    assert await engine.search(elsewhere) == []


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ({"kind": "status", "status": 429}, ProviderThrottled),
        ({"kind": "status", "status": 503}, ProviderUnavailable),
        ({"kind": "drop"}, ProviderUnavailable),
        ({"kind": "hang"}, ProviderTimeout),
        ({"kind": "bad_json"}, BadReply),
    ],
    ids=["429", "503", "drop", "hang", "bad reply"],
)
async def test_failures_are_told_apart(
    make: MakeEngine, engine: SearchEngine, sandbox: str, fault: Json, error: type[AppError]
) -> None:
    await _break(sandbox, {"endpoint": ENDPOINTS[make], **fault})
    with pytest.raises(error):
        await engine.search(QUERY)
    assert await engine.search(QUERY)


async def test_all_engines_at_once_with_one_down(sandbox: str, client: httpx2.AsyncClient) -> None:
    await _break(sandbox, {"endpoint": "search", "kind": "status", "status": 403, "times": 9})
    engines = [google(sandbox, client), asked_feed(sandbox, client), whole_feed(sandbox, client)]
    outcome = await SearchService(engines, timeout=TIMEOUT).search([QUERY])
    assert [hit.url for hit in outcome.hits] == [f"{sandbox}/pages/city-bees-2024"]
    assert len(outcome.warnings) == 1
    assert outcome.warnings[0].startswith("Google 검색에 실패했습니다")


async def test_queries_run_at_once_and_cancellation_reaches_the_engines(
    sandbox: str, client: httpx2.AsyncClient
) -> None:
    httpx2.put(f"{sandbox}/control/latency", json={"search": 0.3, "rss": 0.3})
    search = SearchService([google(sandbox, client), asked_feed(sandbox, client)], timeout=5)
    queries = [QUERY, SearchQuery(text="굴 양식장"), SearchQuery(text="AI 마을")]
    started = asyncio.get_running_loop().time()
    assert len((await search.search(queries)).hits) >= 3
    assert asyncio.get_running_loop().time() - started < 1.2
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await search.search(queries)
    await asyncio.sleep(0.1)
    calls = httpx2.get(f"{sandbox}/control/calls").json()
    assert calls["search"]["cancelled"] == len(queries)
    assert calls["rss"]["cancelled"] == len(queries)


async def _break(sandbox: str, fault: Json) -> None:
    response = httpx2.post(f"{sandbox}/control/faults", json=fault)
    response.raise_for_status()
