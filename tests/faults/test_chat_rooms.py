"""Rooms whose workers are killed and whose wake-ups are lost: answered once each, and in order."""

import asyncio
import random
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import redis.asyncio

from app.database import Database
from app.embedded.endpoints import Endpoints
from tests.faults import invariants
from tests.faults.processes import ForkedFleet, ForkedProcess, preload
from tests.integration.chat.conversation import Conversation

# The tests' clients are quicker than people, and all messages are accepted at once.
PATIENT = {"SPAM_MAX_MESSAGES": "0", "SPAM_MAX_REPEATS": "0", "CHAT_DEADLINE": "900"}
BRIEF = {"WEBHOOK_TIMEOUT": "5"}

OUT_OF_ORDER = """
    SELECT count(*) FROM (
        SELECT q.message_id, a.message_id AS answer,
               lag(a.message_id) OVER room AS answer_before,
               t.started_at, lag(t.finished_at) OVER room AS finished_before
        FROM chat_messages q
        JOIN chat_messages a ON a.task_id = q.task_id AND a.role = 'assistant'
        JOIN tasks t ON t.id = q.task_id
        WHERE q.role = 'user'
        WINDOW room AS (PARTITION BY q.owner, q.room_id ORDER BY q.message_id)) AS said
    WHERE answer < answer_before OR started_at < finished_before
"""


@dataclass(frozen=True)
class Size:
    rooms: int
    messages: int
    kills: int
    within: float

    @property
    def total(self) -> int:
        return self.rooms * self.messages


class Rooms(ForkedFleet):
    """A gateway, two chat workers, and what is stored in the end."""

    def __init__(self, endpoints: Endpoints, sandbox_url: str, home: Path, db: Database) -> None:
        super().__init__(endpoints, sandbox_url, home)
        self.db = db
        self.chat = Conversation(self.client, sandbox_url)
        self.workers: list[ForkedProcess] = []

    async def open(self, workers: int = 2) -> None:
        await self.gateway(**PATIENT)
        for _ in range(workers):
            self.add_worker()

    def add_worker(self) -> None:
        self.workers.append(self.start("run_chat_worker.py", **BRIEF))

    async def talk(self, room: int, messages: int) -> None:
        """One client's messages, one after another, without waiting for answers."""
        for number in range(messages):
            name = f"room{room}"
            await self.chat.say(f"{name}-{number}", f"{number}번째 질문: 수달은 어디에 살아?", name)

    async def answers(self) -> int:
        sql = "SELECT count(*) FROM chat_messages WHERE role = 'assistant'"
        return int(await self.db.fetchval(sql))

    async def until_answered(self, count: int, give_up: float) -> None:
        while (stored := await self.answers()) < count:
            assert time.monotonic() < give_up, f"{stored} of {count} messages were answered"
            await asyncio.sleep(0.05)


@pytest.fixture
async def rooms(endpoints: Endpoints, sandbox_url: str, tmp_path: Path) -> AsyncIterator[Rooms]:
    await asyncio.to_thread(preload)
    db = await Database.open(
        endpoints.postgres, min_size=1, max_size=2, application_name="newsum-tests"
    )
    try:
        async with Rooms(endpoints, sandbox_url, tmp_path, db) as rooms:
            yield rooms
    finally:
        await db.close()


@pytest.mark.parametrize(
    "size",
    [
        pytest.param(
            Size(rooms=6, messages=4, kills=1, within=40),
            id="small",
            marks=pytest.mark.timeout(150),
        ),
        pytest.param(
            Size(rooms=100, messages=20, kills=8, within=800),
            id="full",
            marks=[pytest.mark.faults, pytest.mark.timeout(900)],
        ),
    ],
)
async def test_every_message_is_answered_once_and_in_order(
    rooms: Rooms, endpoints: Endpoints, size: Size
) -> None:
    """A worker is killed after each of equal parts of the work, Redis emptied in the middle."""
    await rooms.open()
    await rooms.chat.latency(0.1)
    give_up = time.monotonic() + size.within
    dice = random.Random(7)
    talking = asyncio.gather(*(rooms.talk(room, size.messages) for room in range(size.rooms)))
    for kill in range(1, size.kills + 1):
        await rooms.until_answered(size.total * kill // (size.kills + 2), give_up)
        victim = rooms.workers.pop(dice.randrange(len(rooms.workers)))
        victim.kill()
        rooms.add_worker()
        if kill == (size.kills + 1) // 2:
            async with redis.asyncio.Redis.from_url(endpoints.redis_url) as client:
                await client.flushall()
    await talking
    await rooms.until_answered(size.total, give_up)

    await _check(rooms, size)


async def _check(rooms: Rooms, size: Size) -> None:
    asked = "SELECT count(*) FROM chat_messages WHERE role = 'user'"
    assert await rooms.db.fetchval(asked) == size.total
    assert await rooms.answers() == size.total
    assert await rooms.db.fetchval(OUT_OF_ORDER) == 0
    for room in range(size.rooms):
        told = await rooms.chat.history(f"room{room}")
        for role in ("user", "assistant"):
            said = [each["request_id"] for each in told if each["role"] == role]
            assert said == [f"room{room}-{number}" for number in range(size.messages)]
        assert all(each["status"] in ("completed", None) for each in told)
    taken_over = "SELECT count(*) FROM tasks WHERE type = 'chat' AND attempt > 1"
    assert await rooms.db.fetchval(taken_over) > 0, "no kill hit anything"
    await _check_ends(rooms, size)


async def _check_ends(rooms: Rooms, size: Size) -> None:
    give_up = time.monotonic() + 60  # a killed delivery waits for its time to be tried again
    while violations := await invariants.rows_when_all_is_over(rooms.db):
        assert time.monotonic() < give_up, violations
        await asyncio.sleep(0.2)
    delivered = "SELECT count(*) FROM outbox WHERE status = 'DELIVERED'"
    assert await rooms.db.fetchval(delivered) == size.total
