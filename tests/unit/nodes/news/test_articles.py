from datetime import UTC, datetime, timedelta

import pytest

from app.domain.errors import NodeFailed, ProviderTimeout
from app.domain.search import ExtractedPage, PageImage, SearchHit
from app.nodes.news.articles import MOST_ARTICLES, ArticleSearch, FoundArticle
from tests.unit.nodes.script_examples import BRIEF, REQUEST
from tests.unit.nodes.stand_ins import FoundSearch, Shelf

NOW = datetime.now(UTC)
TOPICS = (
    "벚나무 열매",
    "야생벌 감소",
    "안전한 꿀",
    "시민 강좌",
    "내년 계획",
    "예산 부족",
    "초등학교 견학",
    "지붕 공사",
)


def hit(number: int, *, days: float | None = 1) -> SearchHit:
    return SearchHit(
        url=f"https://n{number}.example/a",
        title=TOPICS[number],
        snippet=f"{TOPICS[number]} 요약",
        engine="Naver",
        query="도심 양봉",
        published_at=None if days is None else NOW - timedelta(days=days),
    )


def page(number: int, text: str = "") -> ExtractedPage:
    return ExtractedPage(
        url=f"https://n{number}.example/a",
        title=f"{TOPICS[number]} 소식",
        text=text or f"도심 양봉, 꿀벌. {' '.join(f'{TOPICS[number]} {n}번째' for n in range(20))}",
        published_at=None,
        images=(PageImage(url=f"https://n{number}.example/1.jpg"),),
    )


async def find(
    hits: list[SearchHit], pages: Shelf, max_pages: int = 8
) -> tuple[list[FoundArticle], list[str]]:
    warnings: list[str] = []
    search = ArticleSearch(FoundSearch(hits), pages, max_pages)
    return await search.find(REQUEST, BRIEF, warnings), warnings


def shelf(*pages: ExtractedPage) -> Shelf:
    return Shelf({each.url: each for each in pages})


async def test_articles_come_with_all_that_the_script_tells_of_them() -> None:
    [found], warnings = await find([hit(0)], shelf(page(0)))
    assert warnings == []
    article = found.article
    assert (article.url, article.source) == ("https://n0.example/a", "n0.example")
    assert (article.title, article.desc) == ("벚나무 열매 소식", "벚나무 열매 요약")
    assert article.query == "도심 양봉"
    assert article.published_at is not None
    assert [image.url for image in found.images] == ["https://n0.example/1.jpg"]


async def test_the_plan_s_queries_are_searched_once_each() -> None:
    search = FoundSearch([hit(0)])
    await ArticleSearch(search, shelf(page(0)), 8).find(REQUEST, BRIEF, [])
    assert [query.text for query in search.asked] == BRIEF.research_plan.news_query
    assert {query.limit for query in search.asked} == {15}


async def test_the_best_five_of_all() -> None:
    hits = [hit(number) for number in range(8)]
    pages = shelf(*(page(number) for number in range(8)))
    found, _ = await find(hits, pages)
    assert len(found) == MOST_ARTICLES
    assert len({each.article.id for each in found}) == MOST_ARTICLES


async def test_the_same_text_or_headline_counts_once() -> None:
    copied = page(1, page(0).text + "무단 전재 금지.")
    renamed = hit(2).model_copy(update={"title": f"[단독] {hit(0).title}"})
    pages = shelf(page(0), copied, page(2))
    found, _ = await find([hit(0), hit(1), renamed], pages)
    assert [each.article.url for each in found] == ["https://n0.example/a"]
    assert "https://n2.example/a" not in pages.read_urls


async def test_recent_ones_are_read_first_and_old_ones_with_a_warning() -> None:
    hits = [hit(0, days=300), hit(1, days=40), hit(2, days=2), hit(3, days=None)]
    pages = shelf(*(page(number) for number in range(4)))
    found, warnings = await find(hits, pages, max_pages=2)
    assert {each.article.url for each in found} == {"https://n2.example/a", "https://n3.example/a"}
    assert warnings == []
    _, warnings = await find(hits, pages, max_pages=3)
    assert warnings == ["최근 30일 안의 기사가 모자라 더 오래된 기사도 썼습니다."]


async def test_a_page_that_fails_is_a_warning() -> None:
    failure = ProviderTimeout("n0.example: 제때 응답하지 않았습니다.")
    pages = Shelf({"https://n0.example/a": failure, "https://n1.example/a": page(1)})
    found, warnings = await find([hit(0), hit(1)], pages)
    assert [each.article.url for each in found] == ["https://n1.example/a"]
    assert warnings == ["n0.example의 글을 읽지 못했습니다: 제때 응답하지 않았습니다."]


async def test_pages_that_fail_leave_their_place_to_the_next_hits() -> None:
    failure = ProviderTimeout("n.example: 제때 응답하지 않았습니다.")
    pages = shelf(*(page(number) for number in range(2, 8)))
    pages.pages |= {f"https://n{number}.example/a": failure for number in range(2)}
    found, warnings = await find([hit(number) for number in range(8)], pages, max_pages=5)
    assert len(found) == MOST_ARTICLES
    assert len(warnings) == 2
    assert "https://n7.example/a" not in pages.read_urls


async def test_tries_of_pages_are_bounded() -> None:
    failure = ProviderTimeout("n.example: 제때 응답하지 않았습니다.")
    pages = Shelf({f"https://n{number}.example/a": failure for number in range(8)})
    with pytest.raises(NodeFailed):
        await find([hit(number) for number in range(8)], pages, max_pages=2)
    assert len(pages.read_urls) == 6


async def test_nothing_about_the_topic_fails_with_a_way_out() -> None:
    pages = shelf(page(0, "축구 대표팀이 이겼다. " * 5))
    with pytest.raises(NodeFailed) as caught:
        await find([hit(0)], pages)
    assert "주제를 바꾸어" in caught.value.detail
