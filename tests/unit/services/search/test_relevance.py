import pytest

from app.services.search.relevance import matching_words, query_words


def test_particles_and_single_letters_are_no_words() -> None:
    assert query_words("2024년 AI 기술 발전과 사회의 변화를 A") == {
        *("2024", "ai", "기술", "발전", "사회", "변화")
    }


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("AI 기술이 사회를 바꾼다", 3),
        ("He said it again", 0),
        ("변화하는 사회", 2),
        ("오늘의 날씨", 0),
    ],
)
def test_korean_words_match_inside_and_latin_words_whole(text: str, count: int) -> None:
    assert matching_words(query_words("AI 기술 사회 변화"), text) == count
