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
