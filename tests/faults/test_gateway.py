"""The gateway told to stop, flooded, half asked and hung up on: bounded, and nothing is lost."""

import asyncio
import signal
import time
from asyncio import IncompleteReadError
from collections import Counter, deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from uuid import uuid4

import psutil
import pytest

from app.embedded.endpoints import Endpoints
from tests.faults.keep_alive import Answer, KeepAlive, post
from tests.faults.processes import ForkedFleet
from tests.faults.raw_stream import RawStreams
from tests.faults.raw_stream import streams as streams
from tests.gateway_server import running_gateway, until

COMIC = {"data": {"query": "우주 엘리베이터"}}
STOP_SECONDS = 25.0
RATE = 20  # a second
CONNECTIONS = 10
FLOODERS = ("first", "second", "third", "fourth")
FLOOD_MEMORY_MAX = 220e6  # 64 MB of big bodies for all, and what each connection buffers
FINISH_ALL = "UPDATE tasks SET status = 'SUCCEEDED', finished_at = now() WHERE status = 'PENDING'"


@pytest.fixture
async def fleet(endpoints: Endpoints, tmp_path: Path) -> AsyncIterator[ForkedFleet]:
    """Gateways only."""
    async with ForkedFleet(endpoints, "http://127.0.0.1:1", tmp_path) as fleet:
        yield fleet


async def test_sigterm_with_open_streams(fleet: ForkedFleet, streams: RawStreams) -> None:
    gateway = await fleet.gateway()
    comic_id = await fleet.submit()
    open_streams = await asyncio.gather(*(streams.opened(fleet.port, comic_id) for _ in range(100)))
    acknowledged: list[str] = []
    busy = [asyncio.create_task(_ask_until_gone(fleet.port, acknowledged)) for _ in range(10)]
    await asyncio.sleep(0.5)

    gateway.send_signal(signal.SIGTERM)
    stopping = time.monotonic()
    await asyncio.gather(*busy)
    assert await asyncio.to_thread(gateway.wait, STOP_SECONDS) in (0, -signal.SIGTERM)
    assert time.monotonic() - stopping < STOP_SECONDS
    for stream in open_streams:
        await stream.until_closed()
        assert stream.ended_well
        assert stream.retry is not None

    assert len(acknowledged) > 10
    stored = f"SELECT count(*) FROM comics WHERE comic_id = ANY('{{{','.join(acknowledged)}}}')"
    assert await fleet.execute(stored) == len(acknowledged)

    await fleet.gateway()
    back = await asyncio.gather(
        *(streams.opened(fleet.port, comic_id, after=1) for _ in open_streams)
    )
    await fleet.client.post(f"/api/v1/comics/{comic_id}/cancel")
    for stream in back:
        await stream.until_told(2)
        assert stream.numbers == [2]


async def _ask_until_gone(port: int, acknowledged: list[str]) -> None:
    """As many comics as the gateway takes before it closes the connection."""
    connection = await KeepAlive.open(port)
    with suppress(OSError, IncompleteReadError):
        while True:
            answer = await connection.ask(post("/api/v1/comics", COMIC))
            if answer.status == 202:
                acknowledged.append(answer.json()["comic_id"])
    connection.drop()


async def test_clients_that_hang_up_while_they_are_served(
    endpoints: Endpoints, tmp_path: Path
) -> None:
    async with running_gateway(endpoints, tmp_path) as gateway:
        keys = [str(uuid4()) for _ in range(100)]
        requests = [post("/api/v1/comics", COMIC, Idempotency_Key=key) for key in keys]
        for number, request in enumerate(requests):
            connection = await KeepAlive.open(gateway.port)
            await connection.send(request)
            await asyncio.sleep(0.001 * (number % 4))
            if number % 2:  # the others are in the same batches, and stay
                connection.drop()
            else:
                assert (await connection.answer()).status == 202
                connection.drop()
        await until(lambda: not gateway.server.server_state.tasks)

        again = await KeepAlive.open(gateway.port)
        comics = set()
        for request in requests:
            answer = await again.ask(request)
            assert answer.status == 202
            comics.add(answer.json()["comic_id"])
        again.drop()
        assert len(comics) == len(keys)
        assert await gateway.db.fetchval("SELECT count(*) FROM tasks") == len(keys)


@pytest.mark.parametrize(
    ("seconds", "percent", "floor"),  # twice a few milliseconds says nothing on a busy host
    [
        pytest.param(4, 50, 3.0, marks=pytest.mark.timeout(180)),
        pytest.param(60, 99, 0.25, marks=[pytest.mark.faults, pytest.mark.timeout(600)]),
    ],
)
async def test_a_flood(fleet: ForkedFleet, seconds: int, percent: int, floor: float) -> None:
    gateway = await fleet.gateway(
        API_KEYS=",".join(("tenant", *FLOODERS)),
        TASK_MAX_OWNER_DEPTH=str(3 * RATE),
        TASK_MAX_QUEUE_DEPTH=str(8 * RATE),
    )
    memory = psutil.Process(gateway.pid).memory_info
    async with _workers(fleet):
        normal = await _load(fleet.port, "tenant", RATE, seconds)
        before = memory().rss
        async with _never_ending(fleet.port, count=300) as late:
            served, refused = await asyncio.gather(
                _load(fleet.port, "tenant", RATE, seconds),
                _load(fleet.port, FLOODERS[0], 9 * RATE, seconds),
            )
            crowd = await asyncio.gather(*(_load(fleet.port, key, 5 * RATE, 2) for key in FLOODERS))
        assert memory().rss - before < FLOOD_MEMORY_MAX

    assert set(late) == {408, 503}
    assert _refusals([*normal, *served]) == set()
    assert latency(served, percent) < max(2 * latency(normal, percent), floor)
    assert _refusals(refused) == {(429, "/problems/rate_limited")}
    everybody = _refusals([reply for replies in crowd for reply in replies])
    # On a busy host no single one of them gets as far as its own limit.
    assert (503, "/problems/queue_full") in everybody
    assert everybody <= {(429, "/problems/rate_limited"), (503, "/problems/queue_full")}
    accepted = [r for r in (*normal, *served, *refused, *chain(*crowd)) if r.answer.status == 202]
    assert await fleet.execute("SELECT count(*) FROM tasks") == len(accepted)


@dataclass(frozen=True)
class Reply:
    """An answer, and how long after its request should have been sent it came."""

    answer: Answer
    seconds: float


def latency(replies: Sequence[Reply], percent: int) -> float:
    """That so many of them kept, in seconds."""
    return sorted(reply.seconds for reply in replies)[len(replies) * percent // 100]


def _refusals(replies: Sequence[Reply]) -> set[tuple[int, str]]:
    """Of what kinds they are; each says when to come again."""
    refused = [reply.answer for reply in replies if reply.answer.status != 202]
    assert all(int(answer.headers["retry-after"]) >= 1 for answer in refused)
    return {(answer.status, str(answer.json()["type"])) for answer in refused}


async def _load(port: int, key: str, rate: int, seconds: int) -> list[Reply]:
    """Requests at their times, whatever becomes of the ones before."""
    request = post("/api/v1/comics", COMIC, X_API_Key=key)
    idle: deque[KeepAlive] = deque()
    started = time.monotonic()

    async def ask(due: float) -> Reply:
        connection = idle.popleft() if idle else await KeepAlive.open(port)
        reply = Reply(await connection.ask(request), time.monotonic() - due)
        # Each in its turn, and few, so that none is idle until the gateway closes it.
        if len(idle) < CONNECTIONS:
            idle.append(connection)
        else:
            connection.drop()
        return reply

    async with asyncio.TaskGroup() as group:
        asked = []
        for number in range(rate * seconds):
            due = started + number / rate
            await asyncio.sleep(due - time.monotonic())
            asked.append(group.create_task(ask(due)))
    for connection in idle:
        connection.drop()
    return [task.result() for task in asked]


@asynccontextmanager
async def _never_ending(port: int, count: int) -> AsyncIterator[Counter[int]]:
    """Clients that never send their last byte; after the block, how they were answered."""
    request = post("/api/v1/comics", {"data": {"query": "x" * 1_000_000}}, X_API_Key="tenant")
    connections = [await KeepAlive.open(port) for _ in range(count)]
    answers: Counter[int] = Counter()
    for connection in connections:
        await connection.send(request[:-1])
    yield answers
    for connection in connections:
        answers[(await connection.answer()).status] += 1
        connection.drop()


@asynccontextmanager
async def _workers(fleet: ForkedFleet) -> AsyncIterator[None]:
    """They take what waits, ten times a second."""

    async def work() -> None:
        while True:
            await fleet.execute(FINISH_ALL)
            await asyncio.sleep(0.1)

    working = asyncio.create_task(work())
    yield
    working.cancel()
