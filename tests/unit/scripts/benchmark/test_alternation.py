from scripts.benchmark.alternation import alternating


def test_each_round_goes_the_other_way() -> None:
    assert list(alternating("abc", 3)) == [*"abc", *"cba", *"abc"]
