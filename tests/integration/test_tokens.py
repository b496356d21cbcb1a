"""Tokens from a writer to readers, over a real Redis that may be away."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from uuid import UUID, uuid4

import pytest
from redis.asyncio import Redis

from app.redis import connect_redis
from app.tasks import tokens
from app.tasks.token_text import TokenText
from app.tasks.tokens import TokenFeed, TokenWriter, token_key
from tests.servers import TestServer


@asynccontextmanager
async def _clients(url: str) -> AsyncIterator[tuple[Redis, TokenFeed]]:
    redis = connect_redis(url, connections=4)
    feed = TokenFeed(redis)
    running = asyncio.create_task(feed.run())
    try:
        yield redis, feed
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        await redis.aclose()


async def _until(text: TokenText, wanted: str, within: float = 5) -> None:
    async with asyncio.timeout(within):
        while text.text != wanted:
            await asyncio.wait({text.changed})


async def test_the_first_piece_comes_at_once_and_the_rest_together(redis_url: str) -> None:
    task_id = uuid4()
    async with _clients(redis_url) as (redis, feed):
        text = feed.join(task_id, 1)
        async with TokenWriter(redis, task_id, 1) as writer:
            await writer.write("첫")
            await _until(text, "첫")
            for number in range(100):
                await writer.write(f" {number}")
        await _until(text, "첫" + "".join(f" {number}" for number in range(100)))
        assert await redis.xlen(token_key(task_id, 1)) <= 4
        assert 0 < await redis.ttl(token_key(task_id, 1)) <= 600


async def test_one_read_serves_all_and_a_late_reader_gets_the_whole_text(redis_url: str) -> None:
    task_id = uuid4()
    async with _clients(redis_url) as (redis, feed):
        async with TokenWriter(redis, task_id, 1) as writer:
            await writer.write("하나 ")
            early = feed.join(task_id, 1)
            await _until(early, "하나 ")
            late = feed.join(task_id, 1)
            assert late is early
            await writer.write("둘")
            await _until(late, "하나 둘")
        feed.leave(early)
        feed.leave(late)
        assert feed.join(task_id, 1) is not early
        later = feed.join(task_id, 1)
        await feed.catch_up(later)
        assert later.text == "하나 둘"


async def test_who_joins_later_does_not_wait_for_the_others(
    redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tokens, "_BLOCK_MS", 900)
    async with _clients(redis_url) as (redis, feed):
        feed.join(uuid4(), 1)  # nothing will come
        await asyncio.sleep(0.05)
        task_id = uuid4()
        async with TokenWriter(redis, task_id, 1) as writer:
            await writer.write("금방")
            await _until(feed.join(task_id, 1), "금방", within=0.6)


async def test_many_texts_at_once(redis_url: str) -> None:
    tasks = [uuid4() for _ in range(200)]
    async with _clients(redis_url) as (redis, feed):
        texts = [feed.join(task_id, 1) for task_id in tasks]

        async def write(task_id: UUID) -> None:
            async with TokenWriter(redis, task_id, 1) as writer:
                for number in range(5):
                    await writer.write(f"{task_id} {number}\n")
                    await asyncio.sleep(0.02)

        await asyncio.gather(*map(write, tasks))
        for task_id, text in zip(tasks, texts, strict=True):
            await _until(text, "".join(f"{task_id} {number}\n" for number in range(5)))


async def test_a_reset_begins_anew(redis_url: str) -> None:
    task_id = uuid4()
    async with _clients(redis_url) as (redis, feed):
        text = feed.join(task_id, 1)
        async with TokenWriter(redis, task_id, 1) as writer:
            await writer.write("잘못된 시작")
            await _until(text, "잘못된 시작")
            await writer.reset()
            await _until(text, "")
            assert text.part == 1
            await writer.write("보내기 전에 버린 글")
            await writer.reset()
            await writer.write("맞는 답")
            await _until(text, "맞는 답")
            assert text.part == 2


async def test_what_cannot_be_sent_as_it_is(redis_url: str) -> None:
    task_id = uuid4()
    async with _clients(redis_url) as (redis, feed):
        text = feed.join(task_id, 1)
        async with TokenWriter(redis, task_id, 1) as writer:
            await writer.write("a\ud800\x00b")
        await _until(text, "a?\x00b")


async def _fail(writer: TokenWriter) -> None:
    async with writer:
        await writer.write("끝나지 않을 글")
        raise ZeroDivisionError


async def test_a_run_that_fails_waits_for_nothing(redis_url: str) -> None:
    async with _clients(redis_url) as (redis, _):
        with pytest.raises(ZeroDivisionError):
            await _fail(TokenWriter(redis, uuid4(), 1))


async def test_a_run_that_is_broken_off_leaves_nothing(redis_url: str) -> None:
    """Its room was erased, and it wrote on until it heard of that."""
    task_id = uuid4()
    async with _clients(redis_url) as (redis, feed):
        text = feed.join(task_id, 1)

        async def run() -> None:
            async with TokenWriter(redis, task_id, 1) as writer:
                await writer.write("비밀 ")
                await _until(text, "비밀 ")
                await redis.unlink(token_key(task_id, 1))
                await writer.write("이야기")
                await _until(text, "비밀 이야기")
                await asyncio.sleep(10)

        running = asyncio.create_task(run())
        await _until(text, "비밀 이야기")
        assert await redis.exists(token_key(task_id, 1))
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        assert not await redis.exists(token_key(task_id, 1))


async def test_redis_may_be_away_while_tokens_are_written(
    private_valkey: TestServer,
) -> None:
    task_id = uuid4()
    async with _clients(private_valkey.redis_url) as (redis, feed):
        text = feed.join(task_id, 1)
        async with TokenWriter(redis, task_id, 1) as writer:
            await writer.write("하나 ")
            await _until(text, "하나 ")
            private_valkey.kill()
            await writer.write("둘 ")
            began = time.monotonic()
            await writer.write("셋 ")
            assert time.monotonic() - began < 0.1
            await asyncio.sleep(0.1)
            private_valkey.start()
            await writer.write("넷")
            await _until(text, "하나 둘 셋 넷", within=10)


async def test_a_frozen_redis_holds_up_no_answer(
    private_valkey: TestServer,
) -> None:
    redis = connect_redis(private_valkey.redis_url, connections=4, block_seconds=60)
    await redis.ping()
    private_valkey.freeze()
    began = time.monotonic()
    async with TokenWriter(redis, uuid4(), 1) as writer:
        await writer.write("아무도 못 볼 글")
        assert time.monotonic() - began < 0.5
        await asyncio.sleep(0.05)
    assert time.monotonic() - began < 4
    private_valkey.thaw()
    await redis.aclose()


async def test_a_wiped_redis_leaves_no_hole(redis_url: str) -> None:
    task_id = uuid4()
    async with _clients(redis_url) as (redis, feed):
        early = feed.join(task_id, 1)
        async with TokenWriter(redis, task_id, 1) as writer:
            await writer.write("하나 ")
            await _until(early, "하나 ")
            await redis.flushall()
            await writer.write("둘")
            await _until(early, "하나 둘")
        feed.leave(early)
        late = feed.join(task_id, 1)
        await feed.catch_up(late)
        assert late.text == ""
