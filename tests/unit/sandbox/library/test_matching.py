import pytest

from app.sandbox.library.matching import query_terms, search_corpus

AI = {"small-language-models-2024", "ai-at-work-2024", "ai-and-villages-2024"}


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("2024년 AI 기술 발전과 사회 변화", AI),
        ("사회 변화", AI),
        ("꿀벌 도시", {"city-bees-2024"}),
        ("oysters in the harbor", {"harbor-oysters-2024"}),
        ("딥페이크 피해", {"ai-and-villages-2024"}),
        ("조선시대 과거 시험", set()),
        ("축구 월드컵", set()),
        ("", set()),
    ],
)
def test_a_query_finds_what_it_is_about(query: str, slugs: set[str]) -> None:
    assert {match.article.slug for match in search_corpus(query)} == slugs


def test_the_best_match_comes_first() -> None:
    shares = [match.share for match in search_corpus("2024년 AI 기술 발전과 사회 변화")]

    assert shares == sorted(shares, reverse=True)


def test_operators_and_years_are_not_asked_for() -> None:
    assert query_terms("2024년 꿀벌 (site:a.com OR site:b.com)") == ["꿀벌"]
