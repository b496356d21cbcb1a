"""Counts and sums by labels."""

from app.observability.timings import Timings


def test_timings_remember_no_single_event() -> None:
    timings = Timings("what")
    for _ in range(1000):
        timings.add("x", seconds=0.001)
    [(values, timing)] = timings
    assert values == ("x",)
    assert timing.count == 1000
    assert abs(timing.seconds - 1) < 1e-6
