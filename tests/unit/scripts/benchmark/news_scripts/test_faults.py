from scripts.benchmark.news_scripts.faults import GOOD, Outcome


def test_a_fault_is_held_when_the_rest_is_whole_and_it_ended_as_what_it_is() -> None:
    assert Outcome("404", GOOD, "404", expected=True, seconds=0).held
    assert not Outcome("404", GOOD, "database", expected=False, seconds=0).held
    assert not Outcome("404", GOOD - 1, "404", expected=True, seconds=0).held
