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


def hit(url: str) -> SearchHit:
    return SearchHit(url=url, title="", engine="google")


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


def test_hits_on_preferred_sites_are_read_first() -> None:
    hits = [
        hit("https://x.example/"),
        hit("https://notnature.com/"),
        hit("https://blog.nature.com/"),
    ]
    ordered = reading_order(hits, ["https://www.nature.com/"])
    assert ordered == [hits[2], hits[0], hits[1]]
    assert reading_order(hits, []) == hits
