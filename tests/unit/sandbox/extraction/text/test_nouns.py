import pytest

from app.sandbox.extraction.text.nouns import korean_words, terms


@pytest.mark.parametrize(
    ("word", "noun", "particle"),
    [
        ("기술은", "기술", "은"),
        ("교수는", "교수", "는"),
        ("사람들에게도", None, "에게"),
        ("어민들에게도", "어민", "에게"),
        ("원숭이도", "원숭이", "도"),
        ("‘도토리’를", "도토리", "를"),
        ("피해가", "피해", "가"),
        ("개발했다", None, ""),
        ("발견하는", None, ""),
        ("높은", None, ""),
        ("있다는", None, ""),
        ("비싸지만", None, ""),
        ("120개를", None, "를"),
        ("반드시", None, ""),
        ("늘고", None, ""),
        ("없애느냐가", None, ""),
        ("붙인다는", None, ""),
        ("다녀왔죠", None, ""),
        ("광고", "광고", ""),
    ],
)
def test_nouns_are_told_from_verbs(word: str, noun: str | None, particle: str) -> None:
    [parsed] = korean_words(word)

    assert (parsed.noun, parsed.particle) == (noun, particle)


def test_terms_include_the_nouns_inside_verbs() -> None:
    assert terms("연구팀이 새 모델을 개발했다") == ("연구팀", "모델", "개발")


def test_english_terms_are_lower_case_and_singular() -> None:
    assert terms("The Oysters filter bodies of water") == ("oyster", "filter", "body", "water")
