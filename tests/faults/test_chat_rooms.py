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

BUT_DELIVERIES = ("unfinished_tasks",)  # a killed delivery waits half a minute for its next try


@dataclass(frozen=True)
class Size:
    rooms: int
    messages: int
    kills: int
    within: float
    ends: tuple[str, ...]

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

    async def kill_a_busy_worker(self, dice: random.Random, give_up: float) -> None:
        """Another one takes its place."""
        while not (busy := [each for each in self.workers if each.pid in await self.busy()]):
            assert time.monotonic() < give_up, "no worker works"
            await asyncio.sleep(0.01)
        victim = dice.choice(busy)
        victim.kill()
        self.workers.remove(victim)
        self.add_worker()

    async def busy(self) -> set[int]:
        """The pids of those that have something to do."""
        sql = "SELECT DISTINCT split_part(worker, ':', 2)::int FROM tasks WHERE status = 'RUNNING'"
        return {row[0] for row in await self.db.fetch(sql)}

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
            Size(rooms=6, messages=4, kills=1, within=40, ends=BUT_DELIVERIES),
            id="small",
            marks=pytest.mark.timeout(150),
        ),
        pytest.param(
            Size(rooms=100, messages=20, kills=8, within=800, ends=invariants.FINALLY),
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
        await rooms.kill_a_busy_worker(dice, give_up)
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
    for room in range(size.rooms):
        told = await rooms.chat.history(f"room{room}")
        for role in ("user", "assistant"):
            said = [each["request_id"] for each in told if each["role"] == role]
            assert said == [f"room{room}-{number}" for number in range(size.messages)]
        assert all(each["status"] in ("completed", None) for each in told)
    taken_over = "SELECT count(*) FROM tasks WHERE type = 'chat' AND attempt > 1"
    assert await rooms.db.fetchval(taken_over) > 0, "no kill hit anything"
    give_up = time.monotonic() + 60
    while open_ends := [
        each for name in size.ends for each in await invariants.check(rooms.db, name)
    ]:
        assert time.monotonic() < give_up, open_ends
        await asyncio.sleep(0.2)
    assert await invariants.rows_at_any_moment(rooms.db) == []
