import pytest

from app.nodes.numerals import numerals


def test_thousands_and_decimals() -> None:
    assert numerals("1,200개와 1200개, 34%, 1.6배, 2022년 3월.") == {
        "1200",
        "34",
        "1.6",
        "2022",
        "3",
    }
    assert numerals("두 배로 늘었다") == set()


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("3만 명", "30000"),
        ("3만 5천 명", "35000"),
        ("3만5천 명", "35000"),
        ("3만 5,000명", "35000"),
        ("1.5만 대", "15000"),
        ("2천5백만 원", "25000000"),
        ("5천만 명", "50000000"),
        ("1억 2천5백만 원", "125000000"),
        ("1조 2,000억 원", "1200000000000"),
        ("12억 3,400만 5,600원", "1234005600"),
        ("1만 2명", "10002"),
        ("30,000 people", "30000"),
        ("35 thousand", "35000"),
        ("1.2 billion won", "1200000000"),
        ("$2-million", "2000000"),
        ("007", "7"),
        ("1.60배", "1.6"),
        ("4,000.0", "4000"),
    ],
)
def test_the_same_number_is_the_same_however_it_is_written(written: str, plain: str) -> None:
    assert numerals(written) == {plain}


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("3만~5만 명", {"30000", "50000"}),
        ("2만 3만", {"20000", "30000"}),
        ("2022년 3만 명", {"2022", "30000"}),
        ("3만, 5천", {"30000", "5000"}),
        ("피자 2조각, 3조건", {"2", "3"}),
        ("5 7", {"5", "7"}),
        ("10 0.5", {"10", "0.5"}),
    ],
)
def test_numbers_beside_each_other_stay_apart(text: str, plain: set[str]) -> None:
    assert numerals(text) == plain
