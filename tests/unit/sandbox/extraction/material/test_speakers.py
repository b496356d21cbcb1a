import pytest

from app.sandbox.extraction.material.speakers import someone_of


@pytest.mark.parametrize(
    ("phrase", "label"),
    [
        ("비를 맞으며 응원한 한 팬", "팬"),
        ("시험에 참여한 강보라 씨", "강보라 씨"),
        ("야생동물센터 수의사", "야생동물센터 수의사"),
        ("예산군", "예산군 관계자"),
        ("the mayor Ana Ruiz", "Ana Ruiz"),
        ("Kowalska", "Kowalska"),
        ("one farmer", "one farmer"),
    ],
)
def test_who_says_it_gets_a_name(phrase: str, label: str) -> None:
    assert someone_of(phrase).label == label
