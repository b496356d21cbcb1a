import pytest

from app.sandbox.extraction.text.sentences import split_sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("꽃이 폈다. 벌이 왔다!", ["꽃이 폈다.", "벌이 왔다!"]),
        ("꽃이 폈다.벌이 왔다.", ["꽃이 폈다.", "벌이 왔다."]),
        ("열매가 3.5배 늘었다. 끝이다.", ["열매가 3.5배 늘었다.", "끝이다."]),
        (
            "그는 “문을 닫았다. 다시 열겠다”고 말했다. 끝이다.",
            ["그는 “문을 닫았다. 다시 열겠다”고 말했다.", "끝이다."],
        ),
        ("- 첫째 줄이다\n- 둘째 줄이다", ["첫째 줄이다", "둘째 줄이다"]),
        ("1. 첫째\n2) 둘째", ["첫째", "둘째"]),
        (
            "Dr. Kim met the U.S. team. They agreed.",
            ["Dr. Kim met the U.S. team.", "They agreed."],
        ),
        ('"It works." She left.', ['"It works."', "She left."]),
        ("We can’t stop. It’s late.", ["We can’t stop.", "It’s late."]),
        ("\n  \n", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert split_sentences(text) == expected


def test_a_quotation_that_is_never_closed_does_not_swallow_the_text() -> None:
    text = "그는 “말했다. " + "꽃이 폈다. " * 60

    assert len(split_sentences(text)) > 10
