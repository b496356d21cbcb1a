import pytest

from app.services.search.relevance import shared_terms, terms


def test_terms_are_words_without_particles_years_and_words_of_asking() -> None:
    found = terms(["2024년 AI 기술 발전과 사회 변화에 대해 알려줘", "5G의 미래", "A"])
    assert found == {"ai", "기술", "발전", "사회", "변화", "5g", "미래"}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("AI 기술이 사회를 바꾼다", 3),
        ("AI가 바꾸는 세상", 1),
        ("He said it again", 0),
        ("변화하는 사회", 2),
        ("오늘의 날씨", 0),
    ],
)
def test_korean_terms_match_inside_and_latin_terms_whole(text: str, count: int) -> None:
    assert shared_terms(terms(["AI 기술 사회 변화"]), text) == count
