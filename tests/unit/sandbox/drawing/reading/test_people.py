"""Who is in the picture."""

import pytest

from app.sandbox.drawing.reading.people import noun_of, read_cast

STYLE = "clean line art, flat colors, webtoon style"
ANN = "a woman in her 30s, short black bob hair, white lab coat, glasses"
BOB = "the reporter in their forties, brown hair, a beige trench coat, a green scarf"


def test_marked_people_stand_in_their_order() -> None:
    cast = read_cast(f"{STYLE}, characters: {ANN}; {BOB}. talking in a lab, medium shot", 3)

    assert cast.descriptions == (ANN, BOB)
    assert "talking in a lab" in cast.rest
    assert "lab coat" not in cast.rest


def test_people_in_brackets() -> None:
    cast = read_cast(f"{STYLE}. [characters: 민수: {ANN}] scene: a park, wide shot", 3)

    assert cast.descriptions == (f"민수: {ANN}",)
    assert "a park" in cast.rest


def test_bare_people_are_told_from_the_scene() -> None:
    scene = "the woman pointing at a robot, in an office with a window, close-up"
    cast = read_cast(f"{STYLE}, {ANN}, an old man, gray hair, navy suit, {scene}", 3)

    assert cast.descriptions == (ANN, "an old man, gray hair, navy suit")
    assert "robot" in cast.rest
    assert "navy suit" not in cast.rest


def test_no_more_than_asked_for() -> None:
    cast = read_cast(f"characters: {'; '.join([ANN] * 5)}. in a park", 3)

    assert len(cast.descriptions) == 3


def test_a_scene_without_people() -> None:
    assert read_cast("a quiet forest at night, wide shot", 3).descriptions == ()


@pytest.mark.parametrize(
    ("description", "noun"),
    [
        (ANN, "woman"),
        (BOB, "reporter"),
        ("민수: a boy, yellow hoodie", "boy"),
        ("the older scholar in their fifties, gray hair", "scholar"),
    ],
)
def test_what_somebody_is_called(description: str, noun: str) -> None:
    assert noun_of(description) == noun
