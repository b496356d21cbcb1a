import pytest

from app.byte_budget import ByteBudget
from app.domain.errors import QueueFull


def test_bytes_come_back_whatever_happens() -> None:
    budget = ByteBudget(10)
    with budget.share() as take:
        take(6)
        with budget.share() as take_too:
            take_too(3)
            with pytest.raises(QueueFull):
                take_too(2)
        take(4)
    with budget.share() as take:
        take(10)
