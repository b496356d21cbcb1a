"""Everything that a campaign runs on: servers, sandbox, processes, and the ways to reach them."""

import asyncio
import ctypes
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import asyncpg
import httpx2
import psutil
from redis.asyncio import Redis

from app.database import Database
from app.embedded.endpoints import Endpoints
from app.redis import connect_redis
from tests.engine_worker import CREATE_EFFECTS
from tests.faults.campaign.clients import Clients
from tests.faults.campaign.diary import QUERIES
from tests.faults.campaign.places import Places
from tests.faults.campaign.schedule import WORKERS
from tests.faults.campaign.servers import Servers
from tests.faults.invariants import Reader
from tests.faults.processes import FORK_NAME, ForkedFleet, preload

# What a call takes at the sandbox, so that kills hit calls that are under way.
LATENCY = {"chat": 0.15, "txt2img": 0.3}
READY_SECONDS = 60.0
PR_SET_CHILD_SUBREAPER = 36


@dataclass(frozen=True)
class Scene:
    """``db`` and ``redis`` are the campaign's own ways in."""

    endpoints: Endpoints
    servers: Servers
    places: Places
    clients: Clients
    db: Database
    redis: Redis
    sandbox_url: str
    home: Path

    async def start(self) -> None:
        """Start all processes; returns when they work."""
        await asyncio.to_thread(preload)
        self.places.start()
        await _until(self._workers_are_there)
        await _until(self.clients.all_answer)

    @asynccontextmanager
    async def patient_connection(self) -> AsyncIterator[Reader]:
        """For questions about everything that happened."""
        connection = await asyncpg.connect(**asdict(self.endpoints.postgres))
        try:
            yield connection
        finally:
            await connection.close()

    async def _workers_are_there(self) -> bool:
        return bool(await self.db.fetchval("SELECT count(*) FROM workers") == len(WORKERS))


@asynccontextmanager
async def open_scene(
    servers: Servers, sandbox_url: str, home: Path, lease: float
) -> AsyncIterator[Scene]:
    """A fresh database, an empty Redis; nothing runs yet. At the end nothing runs any more."""
    endpoints = servers.pair.new_endpoints()
    async with AsyncExitStack() as stack:
        _adopt_orphans()
        stack.callback(_end_orphans)
        fleet = await stack.enter_async_context(ForkedFleet(endpoints, sandbox_url, home))
        db = await Database.open(
            endpoints.postgres, min_size=0, max_size=6, application_name="campaign"
        )
        stack.push_async_callback(db.close)
        redis = connect_redis(endpoints.redis_url, connections=4)
        stack.push_async_callback(redis.aclose)
        places = Places(fleet, endpoints, _settings(lease))
        clients = await stack.enter_async_context(Clients(places.ports.values()))
        await db.execute(CREATE_EFFECTS)
        await db.execute("CREATE INDEX ON effects (task_id, what)")
        await db.execute(QUERIES["open"])
        await _slow_down(sandbox_url)
        yield Scene(endpoints, servers, places, clients, db, redis, sandbox_url, home)


def poll_seconds(lease: float) -> float:
    """As the product's, for a lease as short as that."""
    return min(1.0, lease / 5)


def deadline(lease: float) -> float:
    """Seconds in which a task ends that is hit by fault after fault."""
    return max(120.0, 30 * lease)


def _settings(lease: float) -> dict[str, str]:
    return {
        "TASK_LEASE_SECONDS": str(lease),
        "TASK_POLL_SECONDS": str(poll_seconds(lease)),
        "COMIC_DEADLINE": str(deadline(lease)),
        "WEBHOOK_TIMEOUT": "2",
        "POSTGRES_MAX_CONNECTIONS": "6",
        "IMAGE_WIDTH": "256",
        "IMAGE_HEIGHT": "256",
        "LOG_LEVEL": "WARNING",
    }


async def _slow_down(sandbox_url: str) -> None:
    async with httpx2.AsyncClient() as client:
        answer = await client.put(f"{sandbox_url}/control/latency", json=LATENCY)
        answer.raise_for_status()


async def _until(condition: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(READY_SECONDS):
        while not await condition():  # noqa: ASYNC110 - other processes
            await asyncio.sleep(0.1)


def _adopt_orphans() -> None:
    """A worker's child outlives it: such a child becomes ours, to be ended with the campaign."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)


def _end_orphans() -> None:
    for child in psutil.Process().children():
        with suppress(psutil.Error):  # it may have ended, and be a zombie of ours
            if child.name() == FORK_NAME:
                child.kill()
