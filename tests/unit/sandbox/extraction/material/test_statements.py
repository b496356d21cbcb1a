import pytest

from app.sandbox.extraction.material.blocks import Block
from app.sandbox.extraction.material.statements import is_statement, statements_of


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("벌통 120개에서 꿀을 땄다.", True),
        ("벌통 120개에서 꿀을 땄습니다", True),
        ("해든시, 벌통 늘리기로", False),
        ("짧다.", False),
        ("무단 전재 및 재배포를 금지합니다.", False),
        ("문의는 news@example.com으로 하면 된다.", False),
        ("The reefs are growing fast.", True),
        ("Reefs growing fast", False),
    ],
)
def test_furniture_and_headlines_are_no_statements(sentence: str, expected: bool) -> None:
    assert is_statement(sentence) is expected


def test_a_sources_id_goes_with_its_sentences() -> None:
    block = Block("source", {"id": "S2"}, "열매가 34% 늘었다. 새도 함께 늘었다.")

    assert {each.source_ids for each in statements_of([block])} == {("S2",)}


def test_marks_behind_a_line_are_its_ids() -> None:
    [statement] = statements_of([Block("report", {}, "- 열매가 34% 늘었다. [S1, S3]")])

    assert statement.text == "열매가 34% 늘었다."
    assert statement.source_ids == ("S1", "S3")


def test_what_two_blocks_hold_counts_once_and_weighs_more() -> None:
    long = Block("report", {}, "- 열매가 34% 늘었다. [S1]\n- 새도 함께 많이 늘었다. [S2]")
    short = Block("insights", {}, "- 열매가 34% 늘었다 [S1]")

    first, second = statements_of([short, long])

    assert (first.weight, second.weight) == (2, 1)
    assert first.order < second.order


def test_a_sentence_that_only_announces_the_next_is_left_out() -> None:
    block = Block("source", {"id": "S1"}, "빵집이 문을 열었다. 그러나 걱정도 있다. 버스가 드물다.")

    assert [each.text for each in statements_of([block])] == [
        "빵집이 문을 열었다.",
    ]
