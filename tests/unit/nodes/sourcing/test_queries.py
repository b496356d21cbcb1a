from app.domain.comic import SearchPlan
from app.domain.search import SearchHit, SourceClass
from app.nodes.sourcing.queries import planned_queries, reading_order
from app.workflows.state import ConfigSection

PLAN = SearchPlan.model_validate(
    {
        "refined_intent": "달의 얼음",
        "key_aspects": ["발견"],
        "queries": [
            {"text": "다누리 얼음", "source_class": "news"},
            {"text": "lunar ice", "source_class": "research_paper"},
        ],
    }
)


def hit(url: str, query: str = "q") -> SearchHit:
    return SearchHit(url=url, title="", engine="google", query=query)


def test_preferred_sites_come_first_with_the_words_of_their_class() -> None:
    config = ConfigSection(
        sites={
            SourceClass.RESEARCH_PAPER: ["arxiv.org", "nature.com"],
            SourceClass.COMMUNITY: ["reddit.com"],
            SourceClass.NEWS: [],
        }
    )
    queries = planned_queries(config, PLAN, "달에 얼음이 있나")
    assert [(each.text, each.sites) for each in queries] == [
        ("lunar ice", ("arxiv.org", "nature.com")),
        ("달에 얼음이 있나", ("reddit.com",)),
        ("다누리 얼음", ()),
        ("lunar ice", ()),
    ]


def test_every_search_is_read_from_before_any_is_read_twice() -> None:
    hits = [hit("https://a/1", "a"), hit("https://a/2", "a"), hit("https://b/1", "b")]
    assert [each.url for each in reading_order(hits, [])] == [
        "https://a/1",
        "https://b/1",
        "https://a/2",
    ]


def test_hits_on_preferred_sites_are_read_first() -> None:
    hits = [
        hit("https://x.example/"),
        hit("https://notnature.com/"),
        hit("https://blog.nature.com/"),
    ]
    first = reading_order(hits, ["https://www.nature.com/"])[0]
    assert first.url == "https://blog.nature.com/"
