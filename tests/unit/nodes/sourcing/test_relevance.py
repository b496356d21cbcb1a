from datetime import UTC, datetime, timedelta

import pytest

from app.domain.search import SourceClass
from app.nodes.sourcing.material import CALLER, Material
from app.nodes.sourcing.relevance import Interest, terms


def material(text: str, *, query: str = "", engine: str = "google", days: int = 0) -> Material:
    published = datetime.now(UTC) - timedelta(days=days) if days else None
    return Material("https://a.example", "", text, published, engine, SourceClass.NEWS, query)


def test_terms_are_words_without_particles_years_and_words_of_asking() -> None:
    found = terms(["2024년 AI 기술 발전과 사회 변화에 대해 알려줘", "5G의 미래"])
    assert found == {"ai", "기술", "발전", "사회", "변화", "5g", "미래"}


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


def test_a_latin_term_is_a_whole_word() -> None:
    interest = Interest(terms(["AI 규제"]))
    assert interest.share(material("He said it again.")) == 0
    assert interest.share(material("AI가 바꾸는 세상")) == 0.5


def test_the_rank_is_own_then_related_then_fresh() -> None:
    own = material("축구", engine=CALLER)
    close = material("다누리 탐사선이 얼음을 발견")
    fresh, old = material("다누리 탐사선", days=1), material("다누리 탐사선", days=400)
    ranked = sorted([old, close, fresh, own], key=INTEREST.score, reverse=True)
    assert ranked == [own, close, fresh, old]


def test_a_naive_date_is_taken_as_utc() -> None:
    dated = Material("u", "", "다누리", datetime(2020, 1, 1), "rss", SourceClass.NEWS)  # noqa: DTZ001
    assert INTEREST.score(dated)[1] > 0
