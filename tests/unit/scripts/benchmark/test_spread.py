from scripts.benchmark.spread import Spread, percentile, ratio, spread


def test_a_spread_tells_the_middle_and_the_ends() -> None:
    assert spread([3.0, 1.0, 2.0]) == Spread(2.0, 1.0, 3.0)
    assert spread([1234.5, 1200.0, 1300.0]).text() == "1,234 (1,200..1,300)"


def test_ratios_are_taken_within_each_round() -> None:
    # The machine was twice as slow in the second round: the ratio does not mind.
    assert ratio([80.0, 40.0], [100.0, 50.0]) == Spread(0.8, 0.8, 0.8)


def test_a_percentile_is_one_of_the_values() -> None:
    values = [float(number) for number in range(1, 101)]
    assert percentile(values, 0.5) == 51.0
    assert percentile(values, 0.99) == 100.0
    assert percentile([7.0], 0.99) == 7.0
