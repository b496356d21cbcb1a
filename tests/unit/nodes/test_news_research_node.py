import pytest

from app.domain.errors import NodeFailed, ProviderTimeout
from app.domain.script_news import NewsData
from app.domain.search import ExtractedPage, PageImage, SearchHit
from app.domain.task import Json
from app.nodes.news.articles import ArticleSearch
from app.nodes.news_research_node import NewsResearchNode
from app.services.llm.protocol import Prompt
from tests.unit.nodes.news.test_images import CHART, Album
from tests.unit.nodes.script_examples import BRIEF, REQUEST, Answers
from tests.unit.nodes.stand_ins import FoundSearch, Ledger, Shelf

TITLES = ("열매가 늘었다", "야생벌이 줄었다")
TEXTS = ("도심 양봉으로 열매가 34% 늘었다.", "꿀벌이 많은 도심에서 야생벌이 12% 줄었다.")


def node(answers: Answers, album: Album | None = None) -> NewsResearchNode:
    hits = [
        SearchHit(url=f"https://n{n}.example/a", title=title, engine="Naver")
        for n, title in enumerate(TITLES)
    ]
    pages = {
        hit.url: ExtractedPage(
            url=hit.url,
            title=hit.title,
            text=text,
            images=(PageImage(url=f"{hit.url}/1.jpg"),),
        )
        for hit, text in zip(hits, TEXTS, strict=True)
    }
    return NewsResearchNode(
        articles=ArticleSearch(FoundSearch(hits), Shelf(dict(pages)), 8),
        images=album or Album(),
        model=answers,
        steps=Ledger(),
        images_per_article=5,
    )


def said_of(prompt: Prompt) -> Json:
    text = next(text for text in TEXTS if text in prompt.user)
    return {
        "summary": f"{text} 요약",
        "summary_short": "요약",
        "facts": [{"content": text, "category": "Statistic"}],
        "opinions": ["의견"],
    }


async def run(answers: Answers, album: Album | None = None) -> tuple[NewsData, list[str]]:
    update = await node(answers, album).run({"request": REQUEST, "brief": BRIEF, "warnings": []})
    news, warnings = update["news"], update["warnings"]
    assert isinstance(news, NewsData)
    assert isinstance(warnings, list)
    return news, warnings


async def test_articles_facts_and_images() -> None:
    answers = Answers({"script_read_article": said_of, "script_look_at_image": CHART})
    news, warnings = await run(answers)
    assert warnings == []
    assert {fact.content for fact in news.facts} == set(TEXTS)
    by_id = {article.id: article for article in news.articles}
    for fact in news.facts:
        assert fact.content in by_id[fact.article_id].content
    assert [len(article.images) for article in news.articles] == [1, 1]
    assert all(article.summary and article.opinions for article in news.articles)
    assert news.queries_used == BRIEF.research_plan.news_query


async def test_an_article_that_can_t_be_analysed_stays_without_facts() -> None:
    def one_only(prompt: Prompt) -> Json:
        if TEXTS[0] in prompt.user:
            raise ProviderTimeout("늦습니다.")
        return said_of(prompt)

    answers = Answers({"script_read_article": one_only, "script_look_at_image": CHART})
    news, warnings = await run(answers)
    assert [fact.content for fact in news.facts] == [TEXTS[1]]
    assert len(news.articles) == 2
    assert warnings == ["n0.example의 기사를 분석하지 못했습니다: 늦습니다."]


async def test_failed_images_fail_nothing() -> None:
    album = Album(
        fails={f"https://n{n}.example/a/1.jpg": ProviderTimeout("늦음") for n in range(2)}
    )
    news, warnings = await run(Answers({"script_read_article": said_of}), album)
    assert len(news.facts) == 2
    assert all(article.images == [] for article in news.articles)
    assert len(warnings) == 2


async def test_without_any_fact_it_fails_and_says_why() -> None:
    answers = Answers(
        {"script_read_article": ProviderTimeout("늦습니다."), "script_look_at_image": CHART}
    )
    with pytest.raises(NodeFailed) as caught:
        await run(answers)
    assert "사실을 하나도" in caught.value.detail
    assert "늦습니다" in caught.value.detail
