"""The spam filter over counters of this process, of Redis, and over a Redis that goes away."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence

import pytest
from redis.asyncio import Redis

from app.config.product_settings import SpamSettings
from app.domain.errors import RateLimited
from app.redis import connect_redis
from app.services.spam import counters, service
from app.services.spam.counters import Counters, LocalCounters, SharedCounters, Tally
from app.services.spam.service import SpamFilter
from tests.servers import TestServer


def _settings(**limits: float) -> SpamSettings:
    return SpamSettings(_env_file=None, **limits)


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    client = connect_redis(redis_url, connections=4)
    yield client
    await client.aclose()


@pytest.fixture(params=["local", "shared"])
def counting(request: pytest.FixtureRequest, redis: Redis) -> Counters:
    return LocalCounters() if request.param == "local" else SharedCounters(redis)


async def _refused(spam: SpamFilter, user: str, message: str) -> RateLimited | None:
    try:
        await spam.check(user, message)
    except RateLimited as exc:
        return exc
    return None


async def test_who_floods_waits(counting: Counters) -> None:
    spam = SpamFilter(
        counting, LocalCounters(), _settings(SPAM_MAX_MESSAGES=3, SPAM_WINDOW_SECONDS=0.6)
    )
    for number in range(3):
        await spam.check("a", f"말 {number}")
    refused = await _refused(spam, "a", "말 3")
    assert refused is not None
    assert refused.retry_after is not None
    assert 0 < refused.retry_after <= 0.6
    assert await _refused(spam, "b", "말 3") is None  # another user
    await asyncio.sleep(refused.retry_after + 0.05)
    assert await _refused(spam, "a", "말 4") is None


async def test_who_repeats_waits(counting: Counters) -> None:
    spam = SpamFilter(counting, LocalCounters(), _settings(SPAM_MAX_REPEATS=2))
    await spam.check("a", "광고입니다 ABC")
    await spam.check("a", " 광고입니다\n  abc")
    assert await _refused(spam, "a", "광고입니다 ＡＢＣ") is not None
    assert await _refused(spam, "a", "광고가 아닙니다") is None
    assert await _refused(spam, "b", "광고입니다 ABC") is None


async def test_processes_count_together(redis: Redis) -> None:
    first, second = (
        SpamFilter(SharedCounters(redis), LocalCounters(), _settings(SPAM_MAX_MESSAGES=2))
        for _ in range(2)
    )
    await first.check("a", "하나")
    await second.check("a", "둘")
    assert await _refused(first, "a", "셋") is not None


async def test_nothing_is_counted_without_limits(redis: Redis) -> None:
    off = _settings(SPAM_MAX_MESSAGES=0, SPAM_MAX_REPEATS=0)
    spam = SpamFilter(SharedCounters(redis), LocalCounters(), off)
    for _ in range(5):
        await spam.check("a", "같은 말")
    assert await redis.keys("*") == []


async def test_redis_holds_no_words_and_forgets(redis: Redis) -> None:
    spam = SpamFilter(SharedCounters(redis), LocalCounters(), _settings(SPAM_WINDOW_SECONDS=30))
    await spam.check("김철수", "비밀 이야기")
    names = await redis.keys("*")
    assert len(names) == 2
    for name in names:
        assert "비밀" not in name
        assert "김철수" not in name
        assert 0 < await redis.pttl(name) <= 30_000


async def test_without_redis_each_process_counts(
    private_valkey: TestServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "_AWAY_SECONDS", 1.0)
    client = connect_redis(private_valkey.redis_url, connections=2)
    spam = SpamFilter(SharedCounters(client), LocalCounters(), _settings(SPAM_MAX_MESSAGES=9))
    await spam.check("a", "하나")
    private_valkey.freeze()
    began = time.monotonic()
    for number in range(9):
        await spam.check("a", f"둘 {number}")
    assert await _refused(spam, "a", "셋") is not None
    assert time.monotonic() - began < 0.9  # asked once, then left alone
    private_valkey.thaw()
    await asyncio.sleep(1.05)
    known = set(await client.keys("*"))
    await spam.check("b", "넷")
    assert set(await client.keys("*")) > known  # Redis counts again
    await client.aclose()


async def test_counts_of_this_process_have_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counters, "_BOUND", 10)
    local = LocalCounters()
    for number in range(100):
        await local.count([f"name {number}"], 60)
    assert len(local._counts) <= 11
    assert await local.count(["name 99"], 60) == [Tally(2, pytest.approx(60, abs=5))]


async def test_cancelling_a_request_is_no_outage(redis: Redis) -> None:
    class Hanging:
        async def count(self, names: Sequence[str], window: float) -> list[Tally]:
            await asyncio.sleep(10)
            raise AssertionError("unreachable")

    spam = SpamFilter(Hanging(), LocalCounters(), _settings())
    asking = asyncio.create_task(spam.check("a", "하나"))
    await asyncio.sleep(0)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert spam._away_until == 0


async def test_no_count_lasts_for_ever(redis: Redis) -> None:
    """However the end of a window falls between its commands."""
    counters = SharedCounters(redis)
    for _ in range(2_000):
        await counters.count(["spam:brief"], 0.001)
        if await redis.ttl("spam:brief") == -1:
            pytest.fail("it will never begin again")
