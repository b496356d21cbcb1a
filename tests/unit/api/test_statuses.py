"""The words for a comic's state."""

from datetime import UTC, datetime

import pytest

from app.api.statuses import comic_status
from app.domain.task import TaskStatus

NOW = datetime.now(UTC)


@pytest.mark.parametrize("status", list(TaskStatus))
def test_every_state_has_a_word(status: TaskStatus) -> None:
    assert comic_status(status, NOW)


def test_the_documented_words() -> None:
    assert comic_status(TaskStatus.PENDING, None) == "PENDING"
    assert comic_status(TaskStatus.RUNNING, NOW) == "STARTED"
    assert comic_status(TaskStatus.SUCCEEDED, NOW) == "DONE"
    assert comic_status(TaskStatus.FAILED, NOW) == "FAILED"
    assert comic_status(TaskStatus.CANCELLED, None) == "CANCELLED"


def test_a_comic_that_has_started_never_waits_again() -> None:
    assert comic_status(TaskStatus.PENDING, NOW) == "STARTED"
