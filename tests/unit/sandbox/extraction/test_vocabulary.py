import pytest

from app.sandbox.drawing.reading.prop_words import PROP_WORDS
from app.sandbox.drawing.reading.vocabulary import PLACES
from app.sandbox.drawing.words import first_meaning, things
from app.sandbox.extraction.text.hangul import has_hangul
from app.sandbox.extraction.vocabulary import entries, matching


@pytest.mark.parametrize("kind", ["places", "things"])
def test_names_are_distinct_and_in_their_language(kind: str) -> None:
    every = entries(kind)

    assert len({entry.korean for entry in every}) == len(every)
    assert all(has_hangul(entry.korean) for entry in every)
    assert not any(has_hangul(entry.english) for entry in every)


def test_there_are_a_few_hundred_drawable_things() -> None:
    assert len(entries("things")) + len(entries("places")) >= 220


@pytest.mark.parametrize(("kind", "columns"), [("roles", 5), ("moods", 5)])
def test_rows_are_complete(kind: str, columns: int) -> None:
    assert {len(entry.columns) for entry in entries(kind)} == {columns}


@pytest.mark.parametrize(
    ("kind", "text", "english"),
    [
        ("places", "섬 주민들이 갯벌에서 조개를 캤다", "a seashore with waves and a small boat"),
        ("places", "The oyster reefs of the harbor", "a seashore with waves and a small boat"),
        (
            "places",
            "교실에서 학생들이 수업을 들었다",
            "a classroom with desks and a green chalkboard",
        ),
        ("things", "원숭이가 나무에 올랐다", "a small monkey"),
        ("things", "돌을 깨서 만들었다", "sharp stones"),
        ("things", "자율로봇이 움직였다", "a friendly robot"),
    ],
)
def test_a_text_calls_for_what_it_names(kind: str, text: str, english: str) -> None:
    assert english in [entry.english for entry in matching(kind, text)[:2]]


def test_a_word_inside_another_is_not_meant() -> None:
    assert "a map" not in [entry.english for entry in matching("things", "지도자가 바뀌었다")]


def test_all_that_can_be_named_is_drawn() -> None:
    """Alt texts and prompts speak of nothing else."""
    undrawn = [each for each in entries("things") if not things(PROP_WORDS, each.english.lower())]
    nowhere = [
        each for each in entries("places") if not first_meaning(PLACES, each.english.lower())
    ]

    assert undrawn == []
    assert nowhere == []


def test_no_props_are_no_cow() -> None:
    assert matching("things", "소품 없음") == ()
