from datetime import UTC, datetime, timedelta

import pytest

from app.domain.search import SourceClass
from app.nodes.sourcing.material import CALLER, Material
from app.nodes.sourcing.relevance import Interest
from app.services.search.relevance import terms


def material(text: str, *, query: str = "", engine: str = "google", days: int = 0) -> Material:
    published = datetime.now(UTC) - timedelta(days=days) if days else None
    return Material("https://a.example", "", text, published, engine, SourceClass.NEWS, query)


INTEREST = Interest(terms(["달 탐사선 다누리의 얼음 발견"]))


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        ("다누리 탐사선이 얼음을 찾았다.", True),
        ("축구 대표팀이 이겼다.", False),
        ("아이스크림과 얼음이 잘 팔린다.", False),
        ("", False),
    ],
)
def test_a_text_must_share_a_third_of_the_terms(text: str, accepted: bool) -> None:
    assert INTEREST.accepts(material(text)) is accepted


def test_what_the_caller_brought_is_always_about_the_query() -> None:
    assert INTEREST.accepts(material("축구 대표팀이 이겼다.", engine=CALLER))


def test_a_query_without_a_telling_word_refuses_nothing() -> None:
    assert Interest(terms(["달? 2024년"])).accepts(material("달에 물이 있다."))


def test_an_english_page_counts_by_the_search_that_found_it() -> None:
    text = "The orbiter Danuri has found ice near the south pole."
    assert not INTEREST.accepts(material(text))
    assert INTEREST.accepts(material(text, query="Danuri lunar ice"))


def test_the_rank_is_own_then_related_then_fresh() -> None:
    own = material("축구", engine=CALLER)
    close = material("다누리 탐사선이 얼음을 발견")
    fresh, old = material("다누리 탐사선", days=1), material("다누리 탐사선", days=400)
    ranked = sorted([old, close, fresh, own], key=INTEREST.score, reverse=True)
    assert ranked == [own, close, fresh, old]


def test_a_naive_date_is_taken_as_utc() -> None:
    dated = Material("u", "", "다누리", datetime(2020, 1, 1), "rss", SourceClass.NEWS)  # noqa: DTZ001
    assert INTEREST.score(dated)[1] > 0
