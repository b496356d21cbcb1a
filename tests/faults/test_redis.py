"""Redis without its data, full, read-only, frozen: work starts a second later, nothing else."""

import asyncio
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from uuid import UUID

import pytest
import redis

from app.domain.task import Event, TaskStatus
from app.embedded.account import open_room
from app.embedded.endpoints import Endpoints, PostgresEndpoint
from app.embedded.valkey import Valkey
from tests.engine_worker import ProbeTask
from tests.faults.reader import listening
from tests.faults.relay import relaying
from tests.faults.server_pair import servers as servers
from tests.gateway_server import RunningGateway, running_gateway, until
from tests.integration.conftest import Engine, running_engine
from tests.integration.conftest import engine as engine
from tests.servers import ServerPair, TestServer

ANSWER_SECONDS = 1.0
START_SECONDS = 3.0  # due for a second, then the poll; the rest is for a busy host
NOTICED_SECONDS = 1.5  # a call's limit is one second
RARE_POLL = {"TASK_POLL_SECONDS": 20, "TASK_LEASE_SECONDS": 60}
BACK_SECONDS = 8.0  # long before the poll


@contextmanager
def restarted_empty(servers: ServerPair) -> Iterator[None]:
    """kill -9 without persistence; in the block there is no Redis at all."""
    servers.valkey.kill()
    shutil.rmtree(servers.valkey.server.room / "data")
    try:
        yield
    finally:
        servers.valkey.server.prepare()
        servers.valkey.start()


@contextmanager
def full(servers: ServerPair) -> Iterator[None]:
    """Out of memory, evicting nothing."""
    with redis.Redis.from_url(servers.redis_url) as client:
        client.config_set("maxmemory-policy", "noeviction")
        client.config_set("maxmemory", "1")
        with pytest.raises(redis.OutOfMemoryError):
            client.lpush("anything", 1)
        yield
        client.config_set("maxmemory", "0")


@contextmanager
def read_only(servers: ServerPair, primary: int = 1) -> Iterator[None]:
    """The replica of another, usually of one that is not there."""
    with redis.Redis.from_url(servers.redis_url) as client:
        client.execute_command("REPLICAOF", "127.0.0.1", primary)
        with pytest.raises(redis.ReadOnlyError):
            client.lpush("anything", 1)
        yield
        client.execute_command("REPLICAOF", "NO", "ONE")


@contextmanager
def frozen(servers: ServerPair) -> Iterator[None]:
    """Connections stay open and nobody answers."""
    servers.valkey.freeze()
    try:
        yield
    finally:
        servers.valkey.thaw()


Fault = Callable[[ServerPair], AbstractContextManager[None]]
FAULTS = pytest.mark.parametrize("fault", [restarted_empty, full, read_only, frozen])


@FAULTS
async def test_work_goes_on_a_second_later(
    engine: Engine, servers: ServerPair, tmp_path: Path, fault: Fault
) -> None:
    engine.worker()
    await engine.ended(await engine.submit(ProbeTask()))
    async with running_gateway(engine.endpoints, tmp_path) as gateway:
        comic_id = await gateway.accept()
        async with listening(gateway.client, comic_id) as reader:
            with fault(servers):
                asked = time.monotonic()
                await gateway.accept()
                assert time.monotonic() - asked < ANSWER_SECONDS
                assert (await gateway.client.get("/readyz")).status_code == 200

                task = await engine.ended(await engine.submit(ProbeTask()))
                assert task.started_at is not None
                assert (task.started_at - task.created_at).total_seconds() < START_SECONDS

                run = await gateway.start(comic_id)
                await run.tell(Event("warning", {"message": "Redis 없이"}))
                assert await reader.told("warning")
            await gateway.worker.finish(run)
            assert await reader.told("succeeded")


async def test_lost_wake_ups_are_found(engine: Engine, servers: ServerPair) -> None:
    accepted = [await engine.submit(ProbeTask()) for _ in range(50)]
    with redis.Redis.from_url(servers.redis_url) as client:
        await until(lambda: client.llen(ProbeTask.queue) == len(accepted))
        with restarted_empty(servers):
            pass
        assert client.llen(ProbeTask.queue) == 0
    engine.worker()
    for task_id in accepted:
        assert (await engine.ended(task_id)).attempt == 1


@FAULTS
async def test_wake_ups_and_hints_come_back(
    engine: Engine, servers: ServerPair, tmp_path: Path, fault: Fault
) -> None:
    engine.worker(**{name: str(value) for name, value in RARE_POLL.items()})
    await engine.ended(await engine.submit(ProbeTask()))
    async with running_gateway(engine.endpoints, tmp_path, **RARE_POLL) as gateway:
        with fault(servers):
            await gateway.accept()
            await asyncio.sleep(NOTICED_SECONDS)
        async with asyncio.timeout(BACK_SECONDS):
            while not await _taken(engine, await engine.submit(ProbeTask())):
                pass
            while not await _told_at_once(gateway):
                pass


async def test_a_failover_is_followed(
    servers: ServerPair, database_endpoint: PostgresEndpoint
) -> None:
    home = servers.valkey.server.room.parent
    successor = TestServer(Valkey(open_room(home / "successor")), home / "successor.log")
    successor.start()
    async with relaying(servers.valkey.port) as relay:
        endpoints = Endpoints(database_endpoint, f"redis://127.0.0.1:{relay.port}/0")
        async with running_engine(endpoints) as engine:
            engine.worker(**{name: str(value) for name, value in RARE_POLL.items()})
            await engine.ended(await engine.submit(ProbeTask()))
            with read_only(servers, successor.port):
                relay.target = successor.port
                async with asyncio.timeout(BACK_SECONDS):
                    while not await _taken(engine, await engine.submit(ProbeTask())):
                        pass
    successor.stop()


async def _taken(engine: Engine, task_id: UUID) -> bool:
    await asyncio.sleep(0.2)
    return await engine.status(task_id) is not TaskStatus.PENDING


async def _told_at_once(gateway: RunningGateway) -> bool:
    comic_id = await gateway.accept()
    async with listening(gateway.client, comic_id) as reader:
        await gateway.client.post(f"/api/v1/comics/{comic_id}/cancel")
        return await reader.told("cancelled", within=0.3)
