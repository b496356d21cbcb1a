import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from app.services.scraping.text import clean_line, clean_text


def test_what_cannot_be_seen_or_stored_goes() -> None:
    assert clean_text("a\x00b\u200bc\u202ed\ufeff\r\n\r\n  e\t\u3000 f\x0bg ", 100) == "abcd\ne f g"
    assert clean_line("한\n줄\n\n로", 100) == "한 줄 로"


def test_hangul_is_composed() -> None:
    assert clean_text(unicodedata.normalize("NFD", "만화"), 100) == "만화"


def test_the_length_is_capped_before_and_after() -> None:
    assert clean_text("가" * 50, 10) == "가" * 10
    assert clean_text(" " * 50 + "가", 10) == ""


@given(st.text())
def test_cleaning_again_changes_nothing(text: str) -> None:
    once = clean_text(text, 1000)
    assert clean_text(once, 1000) == once
    assert "\x00" not in once
