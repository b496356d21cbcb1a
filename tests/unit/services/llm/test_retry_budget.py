from app.services.llm.retry_budget import RetryBudget


def test_ten_at_once_then_a_tenth_of_the_calls() -> None:
    budget = RetryBudget()
    assert [budget.spend() for _ in range(12)] == [True] * 10 + [False] * 2
    for _ in range(9):
        budget.earn()
    assert not budget.spend()
    budget.earn()
    assert budget.spend()
    assert not budget.spend()


def test_quiet_times_save_no_more_than_ten() -> None:
    budget = RetryBudget()
    for _ in range(1_000):
        budget.earn()
    assert [budget.spend() for _ in range(11)].count(True) == 10
