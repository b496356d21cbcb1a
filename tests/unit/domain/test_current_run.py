import asyncio
from uuid import uuid4

from app.domain.current_run import running, take_warnings, warn, warnings


async def test_a_warning_reaches_the_run_from_a_task_that_it_started_and_is_told_once() -> None:
    with running(uuid4(), 10):
        await asyncio.create_task(_warn("대신"))
        warn("대신")
        warn("다른")
        assert warnings() == ["대신", "다른"]
        assert take_warnings() == ["대신", "다른"]
        assert take_warnings() == []


def test_outside_of_a_run_nobody_is_warned() -> None:
    warn("대신")
    assert warnings() == []


async def _warn(text: str) -> None:
    warn(text)
