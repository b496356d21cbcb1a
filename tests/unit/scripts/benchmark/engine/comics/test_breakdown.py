from scripts.benchmark.engine.comics.breakdown import breakdown
from scripts.benchmark.engine.comics.workshop import Call, Made, Moment


def test_calls_belong_to_the_node_in_which_they_began() -> None:
    story = [Moment("accepted", 0.0), Moment("n02", 0.5), Moment("n09", 2.0), Moment("end", 7.0)]
    made = Made(1, 7.0, [Call(0.6, 1.2)], [Call(2.1, 2.0), Call(4.2, 2.0)], story)
    assert breakdown([made]).rows == (
        ("accepted", "0.500", "0.000", "0.500"),
        ("n02", "1.500", "1.200", "0.300"),
        ("n09", "5.000", "4.000", "1.000"),
        ("all", "7.000", "5.200", "1.800"),
    )
    assert round(made.median_pause_ms()) == 100
