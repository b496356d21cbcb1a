import asyncio
from dataclasses import dataclass, field

import pytest

from app.domain.errors import BadReply, ProviderThrottled, ProviderUnavailable
from app.domain.search import SearchHit, SearchQuery
from app.services.search.service import MOST_AT_ONCE, NO_ENGINES, SearchService

QUERIES = [SearchQuery(text="가"), SearchQuery(text="나")]


@dataclass
class Engine:
    """Answers each query with its own pages, after failing as often as it is told to."""

    name: str
    pages: dict[str, list[str]] = field(default_factory=dict)
    failures: list[Exception] = field(default_factory=list)
    seconds: float = 0
    calls: int = 0
    running: int = 0
    most_running: int = 0

    async def search(self, query: SearchQuery) -> list[SearchHit]:
        self.calls += 1
        self.running += 1
        self.most_running = max(self.most_running, self.running)
        try:
            await asyncio.sleep(self.seconds)
        finally:
            self.running -= 1
        if self.failures:
            raise self.failures.pop(0)
        pages = self.pages.get(query.text, [])
        return [SearchHit(url=f"https://{page}", title=page, engine=self.name) for page in pages]


async def test_hits_come_round_robin_and_no_page_twice() -> None:
    first = Engine("A", {"가": ["a1.kr", "a2.kr", "both.kr/x?utm_source=a"], "나": ["a3.kr"]})
    second = Engine("B", {"가": ["b1.kr"], "나": ["both.kr/x", "b2.kr"]}, seconds=0.02)
    outcome = await SearchService([first, second], timeout=5).search(QUERIES)
    assert [hit.title for hit in outcome.hits] == [
        *("a1.kr", "b1.kr", "a3.kr", "both.kr/x", "a2.kr", "b2.kr")
    ]
    assert outcome.warnings == []


async def test_a_failure_is_one_warning_that_names_the_engine() -> None:
    broken = Engine("Google", failures=[BadReply("Google: 검색 결과를 해석할 수 없습니다.")] * 2)
    healthy = Engine("RSS a.kr", {"가": ["a.kr/1"]})
    outcome = await SearchService([broken, healthy], timeout=5).search(QUERIES)
    assert [hit.url for hit in outcome.hits] == ["https://a.kr/1"]
    assert outcome.warnings == ["Google 검색에 실패했습니다: 검색 결과를 해석할 수 없습니다."]
    assert broken.calls == 2


async def test_what_may_pass_is_tried_once_more() -> None:
    shaky = Engine("A", {"가": ["a.kr"]}, failures=[ProviderUnavailable("A: x")])
    outcome = await SearchService([shaky], timeout=5).search(QUERIES[:1])
    assert (len(outcome.hits), outcome.warnings, shaky.calls) == (1, [], 2)
    down = Engine("A", failures=[ProviderUnavailable("A: x")] * 3)
    outcome = await SearchService([down], timeout=5).search(QUERIES[:1])
    assert (outcome.hits, len(outcome.warnings), down.calls) == ([], 1, 2)


async def test_a_quota_for_longer_than_a_search_takes_is_not_waited_for() -> None:
    used_up = Engine("A", failures=[ProviderThrottled("A: x", retry_after=60)])
    async with asyncio.timeout(2):
        outcome = await SearchService([used_up], timeout=5).search(QUERIES[:1])
    assert (len(outcome.warnings), used_up.calls) == (1, 1)


async def test_engines_run_at_once_but_bounded() -> None:
    engine = Engine("A", seconds=0.02)
    await SearchService([engine], timeout=5).search([SearchQuery(text=str(n)) for n in range(30)])
    assert engine.most_running == MOST_AT_ONCE


async def test_without_engines_there_is_a_warning() -> None:
    assert (await SearchService([], timeout=5).search(QUERIES)).warnings == [NO_ENGINES]


async def test_cancellation_stops_every_engine() -> None:
    engines = [Engine("A", seconds=30), Engine("B", seconds=30)]
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await SearchService(engines, timeout=60).search(QUERIES)
    assert [engine.running for engine in engines] == [0, 0]
