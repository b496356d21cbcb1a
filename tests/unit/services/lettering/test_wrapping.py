"""Rows break where Korean readers expect it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.lettering.typeface import ems
from app.services.lettering.wrapping import NEVER_FIRST, NEVER_LAST, balanced, wrap

WORDS = st.lists(
    st.text("가나다라마바사아자차카타파하ABCxyz0123", min_size=1, max_size=9),
    min_size=1,
    max_size=20,
)


def test_words_stay_whole_when_they_fit() -> None:
    assert wrap("감염된 수컷 쥐는 무게가 줄었습니다.", 8) == (
        "감염된 수컷 쥐는",
        "무게가 줄었습니다.",
    )


def test_a_word_longer_than_the_row_is_broken() -> None:
    rows = wrap("지카바이러스감염여성생식기관연구", 5)

    assert "".join(rows) == "지카바이러스감염여성생식기관연구"
    assert all(ems(row) <= 5 for row in rows)


@pytest.mark.parametrize("mark", [".", ",", "!", "?", "…", ")", "”", "」"])
def test_no_row_begins_with_closing_punctuation(mark: str) -> None:
    text = f"가나다라마{mark} 바사아자차{mark}{mark} 카타파하"

    for width in (3.0, 4.0, 4.7, 5.1, 6.0):
        rows = wrap(text, width)
        assert not any(row[0] in NEVER_FIRST for row in rows), rows


def test_punctuation_after_a_stray_space_stays_with_its_word() -> None:
    rows = wrap("정말 그렇습니까 ? 네 !", 6)

    assert not any(row[0] in "?!" for row in rows), rows


@pytest.mark.parametrize("mark", ["(", "“", "「", "["])
def test_no_row_ends_with_opening_punctuation(mark: str) -> None:
    for width in (3.0, 3.5, 4.2, 5.0):
        rows = wrap(f"가나다{mark}라마바사아자차", width)
        assert not any(row[-1] in NEVER_LAST for row in rows), rows


def test_a_run_of_punctuation_is_still_drawn_whole() -> None:
    assert "".join(wrap("!" * 60, 5)) == "!" * 60


@given(WORDS, st.floats(2, 30))
def test_nothing_is_lost_and_no_row_is_too_wide(words: list[str], width: float) -> None:
    rows = wrap(" ".join(words), width)

    assert "".join(rows).replace(" ", "") == "".join(words)
    assert all(ems(row) <= width for row in rows)


def test_balanced_rows_are_even() -> None:
    text = "이번 연구는 동물 모델을 이용해 세포 손상을 구체적으로 밝혔습니다"

    settings = {len(rows): rows for rows in balanced(text, 5, 40)}

    assert set(settings) == {1, 2, 3, 4, 5}
    widths = [ems(row) for row in settings[3]]
    assert max(widths) - min(widths) < 5
