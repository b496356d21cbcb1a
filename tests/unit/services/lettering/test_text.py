"""Text becomes drawable: composed, without tofu, never empty."""

import unicodedata

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from pylopdf_fonts_ko import sans_path

from app.services.lettering.text import SILENCE, drawable

CMAP = TTFont(sans_path()).getBestCmap()


def test_decomposed_hangul_is_composed() -> None:
    apart = unicodedata.normalize("NFD", "지카바이러스 연구")

    assert drawable(apart) == "지카바이러스 연구"


@pytest.mark.parametrize(
    ("given_text", "drawn"),
    [
        ("사랑해요 ❤️", "사랑해요 ♥"),
        ("대박 ⭐⭐", "대박 ★★"),
        ("좋아 👍🏽", "좋아 ✓"),
        ("가족 👨‍👩‍👧 여행", "가족 여행"),
        ("H₂O와 CO₂", "H2O와 CO2"),
        ("Žižek", "Zizek"),
        ("한 줄\n두 줄\t끝", "한 줄 두 줄 끝"),
        ("  넓은   빈칸  ", "넓은 빈칸"),
        ("폭 없는\u200b글자\ufeff", "폭 없는글자"),
    ],
)
def test_what_the_font_lacks_is_mapped_or_dropped(given_text: str, drawn: str) -> None:
    assert drawable(given_text) == drawn


def test_a_line_of_which_nothing_can_be_drawn_keeps_its_bubble() -> None:
    assert drawable("🦄🧿") == SILENCE
    assert drawable("") == SILENCE


def test_what_the_font_has_stays_as_it_is() -> None:
    text = "“25mg 미만”으로… 52%↑, 3℃ ♥ ★ 漢字 (괄호) 「인용」"

    assert drawable(text) == text


@given(st.text(max_size=120))
def test_every_character_has_a_glyph(text: str) -> None:
    drawn = drawable(text)

    assert drawn
    assert all(ord(char) in CMAP for char in drawn)
    assert drawable(drawn) == drawn
