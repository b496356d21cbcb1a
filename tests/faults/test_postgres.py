"""PostgreSQL crashed, full, read-only, frozen, without a free session: told in time, none lost."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from secrets import token_hex

import asyncpg
import httpx2
import psycopg
import pytest

from app import database
from app.domain.task import Event, TaskStatus
from app.embedded import postgres
from app.embedded.endpoints import Endpoints, PostgresEndpoint
from tests.engine_worker import ProbeTask
from tests.faults.reader import listening
from tests.faults.server_pair import servers as servers
from tests.faults.tiny_disk import tiny_disk
from tests.gateway_server import RunningGateway, running_gateway
from tests.integration.conftest import Engine, running_engine
from tests.integration.conftest import engine as engine
from tests.servers import ServerPair

NO_SESSION_SECONDS = 1.0
FROZEN_SECONDS = 3.0
BACK_SECONDS = 2.0
READY_SECONDS = 7.0  # a refused write is remembered for five
LONGER_THAN_THE_LEASE = 2.5
END_THEIR_SESSIONS = """SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
WHERE application_name IN ('newsum-gateway', 'newsum-worker')"""


@dataclass
class Client:
    """Somebody who keeps what was promised."""

    gateway: RunningGateway
    acknowledged: list[str] = field(default_factory=list)

    async def ask(self, **data: object) -> httpx2.Response:
        """A comic, please."""
        body = {"data": {"query": "우주 엘리베이터", **data}}
        reply = await self.gateway.client.post("/api/v1/comics", json=body)
        if reply.status_code == 202:
            self.acknowledged.append(reply.json()["comic_id"])
        return reply

    async def look(self) -> httpx2.Response:
        """How is the first one?"""
        return await self.gateway.client.get(f"/api/v1/comics/status/{self.acknowledged[0]}")

    async def is_put_off(self, within: float = FROZEN_SECONDS, **data: object) -> None:
        """Whoever asks for a comic hears in time that it can't be had now."""
        await self._hears_no(lambda: self.ask(**data), within)
        assert (await self.gateway.client.get("/readyz")).status_code == 503

    async def sees_nothing(self, within: float = FROZEN_SECONDS) -> None:
        """Nor can it look."""
        await self._hears_no(self.look, within)

    async def _hears_no(self, ask: Callable[[], Awaitable[httpx2.Response]], within: float) -> None:
        """In time: other tests may hold up one answer of this machine's, not three in a row."""
        for _ in range(3):
            asked = time.monotonic()
            self._check_put_off(await ask())
            if time.monotonic() - asked < within:
                return
        raise AssertionError(f"no answer came within {within} s")

    def _check_put_off(self, reply: httpx2.Response) -> None:
        assert reply.status_code == 503
        assert reply.headers["content-type"] == "application/problem+json"
        assert reply.json()["type"] == "/problems/database_down"
        assert int(reply.headers["retry-after"]) >= 1

    async def is_served_again(self, within: float = BACK_SECONDS) -> None:
        """Soon, and with everything that was acknowledged before, and nothing else."""
        asked = time.monotonic()
        while (await self.ask()).status_code != 202:
            assert time.monotonic() - asked < within
            await asyncio.sleep(0.05)
        assert time.monotonic() - asked < within
        stored = await self.gateway.db.fetch(
            "SELECT comic_id FROM comics JOIN tasks ON id = task_id"
        )
        assert sorted(str(row["comic_id"]) for row in stored) == sorted(self.acknowledged)

    async def is_told_ready(self, within: float) -> None:
        """The load balancer sends requests again."""
        asked = time.monotonic()
        while (await self.gateway.client.get("/readyz")).status_code != 200:
            assert time.monotonic() - asked < within
            await asyncio.sleep(0.1)


@asynccontextmanager
async def serving(endpoints: Endpoints, directory: Path, **settings: int) -> AsyncIterator[Client]:
    """A client with a stream that is open all the time, and hears the end of its story."""
    async with running_gateway(endpoints, directory, **settings) as gateway:
        client = Client(gateway)
        await client.ask()
        [comic_id] = client.acknowledged
        run = await gateway.start(comic_id)
        async with listening(gateway.client, comic_id) as reader:
            yield client
            assert not reader.ended
            await run.tell(Event("warning", {"message": "다시 왔습니다."}))
            await gateway.worker.finish(run)
            assert await reader.told("succeeded")


async def test_a_crash(engine: Engine, servers: ServerPair, tmp_path: Path) -> None:
    engine.worker()
    task_id = await engine.submit(ProbeTask(steps=3, step_seconds=0.6))
    await engine.noted(task_id, "step 0")
    async with serving(engine.endpoints, tmp_path) as client:
        servers.postgres.crash()
        await asyncio.gather(client.is_put_off(), client.sees_nothing())
        servers.postgres.start()
        await client.is_served_again()
        await client.is_told_ready(within=1)
    assert (await engine.ended(task_id)).status is TaskStatus.SUCCEEDED


async def test_a_crash_while_the_gateway_starts(
    endpoints: Endpoints, servers: ServerPair, tmp_path: Path
) -> None:
    async def is_back() -> None:
        await asyncio.sleep(1)
        servers.postgres.start()

    servers.postgres.crash()
    back = asyncio.create_task(is_back())
    try:
        async with running_gateway(endpoints, tmp_path) as gateway:
            assert (await Client(gateway).ask()).status_code == 202
    finally:
        await back


async def test_a_frozen_server(endpoints: Endpoints, servers: ServerPair, tmp_path: Path) -> None:
    async with serving(endpoints, tmp_path) as client:
        await asyncio.gather(*(client.look() for _ in range(20)))  # opens all sessions
        servers.postgres.freeze()
        try:
            # Who comes later waits for those before, and each session must be found frozen.
            waves = (_later(0.3 * n, client.is_put_off()) for n in range(10))
            await asyncio.gather(client.sees_nothing(), *waves)
        finally:
            servers.postgres.thaw()
        await client.is_served_again()


async def _later(seconds: float, act: Awaitable[None]) -> None:
    await asyncio.sleep(seconds)
    await act


async def test_a_read_only_server(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "REFUSED_SECONDS", 0.5)
    engine.worker()
    task_id = await engine.submit(ProbeTask(sleep=0.6, effect=True))
    await engine.noted(task_id, "start")
    async with serving(engine.endpoints, tmp_path) as client:
        with read_only(engine.endpoints.postgres):
            assert (await client.gateway.client.get("/readyz")).status_code == 503
            await client.is_put_off()
            assert (await client.look()).status_code == 200
            async with listening(client.gateway.client, client.acknowledged[0]):
                pass
            await asyncio.sleep(0.6)
        await client.is_served_again()
        await client.is_told_ready(within=READY_SECONDS)
    assert (await engine.ended(task_id)).status is TaskStatus.SUCCEEDED


@contextmanager
def read_only(endpoint: PostgresEndpoint) -> Iterator[None]:
    """For all sessions but this one, old and new."""
    with psycopg.connect(
        host=endpoint.host,
        port=endpoint.port,
        user=endpoint.user,
        password=endpoint.password,
        dbname=endpoint.database,
        autocommit=True,
        options="-c default_transaction_read_only=off",
    ) as connection:
        connection.execute("ALTER SYSTEM SET default_transaction_read_only = on")
        connection.execute("SELECT pg_reload_conf()")
        try:
            yield
        finally:
            connection.execute("ALTER SYSTEM RESET default_transaction_read_only")
            connection.execute("SELECT pg_reload_conf()")


async def test_a_full_disk() -> None:
    with tiny_disk(megabytes=400) as disk, ExitStack() as stack:
        servers = ServerPair(disk.path)
        stack.callback(servers.stop)
        # The gateway's own log finds no room either.
        async with serving(servers.start().new_endpoints(), disk.path) as client:
            with disk.full():
                big = {"title": "큰 기사", "text": token_hex(20_000)}  # needs pages of its own
                await client.is_put_off(articles=[big])
                assert (await client.look()).status_code == 200
            await client.is_served_again()
            await client.is_told_ready(within=READY_SECONDS)


async def test_all_sessions_of_the_server_are_taken(
    servers: ServerPair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(postgres.OPTIONS, "max_connections", "24")
    servers.postgres.stop()
    servers.postgres.start()
    async with running_engine(servers.new_endpoints()) as engine:
        engine.worker()
        task_id = await engine.submit(ProbeTask(sleep=5, effect=True))
        await engine.noted(task_id, "start")
        async with serving(engine.endpoints, tmp_path) as client:
            async with all_sessions(engine.endpoints.postgres):
                for _ in range(3):
                    await client.is_put_off(NO_SESSION_SECONDS)
                    await client.sees_nothing(NO_SESSION_SECONDS)
                assert await engine.notes(task_id) == ["start"]
                await asyncio.sleep(LONGER_THAN_THE_LEASE)
            await client.is_served_again()
        ended = await engine.ended(task_id)
        assert (ended.status, ended.attempt) == (TaskStatus.SUCCEEDED, 1)


@asynccontextmanager
async def all_sessions(endpoint: PostgresEndpoint) -> AsyncIterator[None]:
    """Whatever gateway and workers have or may open; only a worker's sign of life is left."""
    async with AsyncExitStack() as held:
        connection = await asyncpg.connect(**asdict(endpoint))
        held.push_async_callback(connection.close)
        quiet = 0
        while quiet < 3:  # a session that was ended gives its place back a moment later
            quiet = 0 if await connection.fetchval(END_THEIR_SESSIONS) else quiet + 1
            with suppress(asyncpg.TooManyConnectionsError):
                while True:
                    another = await asyncpg.connect(**asdict(endpoint))
                    held.push_async_callback(another.close)
            await asyncio.sleep(0.05)
        yield


async def test_all_sessions_of_the_gateway_are_busy(endpoints: Endpoints, tmp_path: Path) -> None:
    few = {"POSTGRES_MIN_CONNECTIONS": 1, "POSTGRES_MAX_CONNECTIONS": 3}
    async with serving(endpoints, tmp_path, **few) as client:
        async with client.gateway.db.transaction(timeout=20) as locking:
            await locking.execute("LOCK TABLE comics")
            busy = [asyncio.create_task(client.look()) for _ in range(3)]
            await asyncio.sleep(0.2)
            put_off = client.is_put_off(NO_SESSION_SECONDS)
            await asyncio.gather(put_off, client.sees_nothing(NO_SESSION_SECONDS))
        await asyncio.gather(*busy)
        await client.is_served_again()
