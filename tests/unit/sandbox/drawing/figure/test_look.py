"""The same description is always the same person."""

import pytest

from app.sandbox.drawing.figure.look import Age, look_of

ANN = "a woman in her 30s, short black bob hair, white lab coat, glasses"


def test_the_same_words_give_the_same_look() -> None:
    assert look_of(ANN) == look_of(f"  {ANN.upper()} ")


def test_others_look_different() -> None:
    names = ("기자", "교수", "학생", "시민", "어부", "the expert", "the volunteer")

    assert len({look_of(name) for name in names}) == len(names)


def test_words_decide() -> None:
    look = look_of(ANN)

    assert (look.woman, look.hair, look.outfit, look.glasses) == (True, "bob", "labcoat", True)
    assert max(look.hair_color) < 90


@pytest.mark.parametrize(
    ("description", "age", "woman", "outfit"),
    [
        ("60대 남성 박사, 흰 가운, 안경", Age.OLD, False, "labcoat"),
        ("여자 어린이, 양갈래 머리, 분홍 원피스", Age.CHILD, True, "dress"),
        ("a man in his fifties, navy suit", Age.MIDDLE, False, "suit"),
        ("an old farmer, grandfather, overalls", Age.OLD, False, "overalls"),
        ("30 years old woman engineer, orange vest", Age.YOUNG, True, "vest"),
        ("한복을 입은 할머니", Age.OLD, True, "hanbok"),
    ],
)
def test_age_gender_and_clothes(description: str, age: Age, woman: bool, outfit: str) -> None:
    look = look_of(description)

    assert (look.age, look.woman, look.outfit) == (age, woman, outfit)


def test_colours_go_to_what_they_belong_to() -> None:
    look = look_of("a man, red hair, blue sweater")

    assert look.hair_color[0] > look.hair_color[2]
    assert look.color[2] > look.color[0]


def test_small_things_are_worn() -> None:
    look = look_of("the doctor, a white doctor's coat, a stethoscope, headphones, a green scarf")

    assert look.extras == {"stethoscope", "headphones", "scarf"}


def test_robots() -> None:
    assert look_of("a friendly AI robot assistant, blue").robot
    assert not look_of("a robotics engineer, blue shirt").robot
