import asyncio
import time

import pytest

from app.domain.errors import (
    BadReply,
    ProviderRefused,
    ProviderThrottled,
    ProviderTimeout,
    ProviderUnavailable,
)
from app.services.llm.breaker import Breaker, Resting
from app.services.llm.reception import OutOfTime


def fail(breaker: Breaker, error: Exception | None = None) -> None:
    with pytest.raises(Exception), breaker.call():  # noqa: B017, PT011
        raise error or ProviderUnavailable()


def opened(rest: float = 60) -> Breaker:
    breaker = Breaker(failures=2, rest=rest)
    fail(breaker)
    fail(breaker)
    return breaker


async def test_it_opens_after_failures_in_a_row() -> None:
    breaker = Breaker(failures=2, rest=60)
    fail(breaker)
    await breaker.passage(0)
    fail(breaker, ProviderTimeout())
    with pytest.raises(Resting) as caught:
        await breaker.passage(1)
    assert 59 < (caught.value.retry_after or 0) <= 60


async def test_a_success_between_them_starts_the_count_again() -> None:
    breaker = Breaker(failures=2, rest=60)
    fail(breaker)
    with breaker.call():
        pass
    fail(breaker)
    await breaker.passage(0)


@pytest.mark.parametrize("error", [ProviderThrottled(), ProviderRefused(), BadReply()])
async def test_what_a_working_server_answers_does_not_count(error: Exception) -> None:
    breaker = Breaker(failures=2, rest=60)
    for _ in range(5):
        fail(breaker, error)
    await breaker.passage(0)


async def test_who_waited_in_line_can_see_that_it_opened() -> None:
    assert Breaker(failures=2, rest=60).closed
    assert not opened().closed


async def test_a_call_that_had_too_little_time_does_not_count() -> None:
    breaker = Breaker(failures=2, rest=60)
    for _ in range(5):
        fail(breaker, OutOfTime())
    assert breaker.closed


async def test_who_has_patience_waits_until_the_rest_is_over() -> None:
    breaker = opened(rest=0.2)
    started = time.monotonic()
    await breaker.passage(5)
    assert time.monotonic() - started >= 0.19


async def test_one_call_alone_finds_out_whether_the_server_is_back() -> None:
    breaker = opened(rest=0.01)
    await breaker.passage(5)
    with breaker.call():
        with pytest.raises(Resting):
            await breaker.passage(0.1)
        waiting = asyncio.create_task(breaker.passage(5))
    await asyncio.wait_for(waiting, 2)
    await breaker.passage(0)


async def test_a_failed_attempt_means_another_rest() -> None:
    breaker = opened(rest=0.3)
    await breaker.passage(5)
    fail(breaker)
    with pytest.raises(Resting):
        await breaker.passage(0.1)


async def test_a_cancelled_attempt_leaves_the_finding_out_to_the_next() -> None:
    breaker = opened(rest=0.01)
    await breaker.passage(5)
    with pytest.raises(asyncio.CancelledError), breaker.call():
        raise asyncio.CancelledError
    await breaker.passage(0.1)
