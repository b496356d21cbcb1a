"""The real gateway, served over HTTP from the test's own loop, and a worker played by hand."""

import asyncio
import logging
import socket
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import httpx2
import uvicorn

from app.config.settings import Settings
from app.database import Database
from app.domain.task import Effect, Event
from app.embedded.endpoints import Endpoints
from app.gateway import create_app
from app.redis import connect_redis
from app.server import server_config
from app.tasks.finish import Finisher
from app.tasks.leases import Leases
from app.tasks.outcome import Outcome
from app.tasks.runs import Run
from app.tasks.wakeups import Wakeups


@dataclass(frozen=True)
class RunningGateway:
    """A gateway and the way to its database."""

    client: httpx2.AsyncClient
    db: Database
    worker: "HandWorker"
    settings: Settings
    server: uvicorn.Server

    @property
    def port(self) -> int:
        port = urlsplit(str(self.client.base_url)).port
        assert port is not None
        return port

    async def accept(self, query: str = "우주 엘리베이터", **members: Any) -> str:
        """The id of a comic that was just accepted."""
        body = {"data": {"query": query, **members}}
        reply = await self.client.post("/api/v1/comics", json=body)
        assert reply.status_code == 202, reply.text
        return str(reply.json()["comic_id"])

    async def start(self, comic_id: str) -> Run:
        """Claim the comic's task as a worker would."""
        task_id = await self.db.fetchval(
            "SELECT task_id FROM comics WHERE comic_id = $1", UUID(comic_id)
        )
        return await self.worker.claim(task_id)


class HandWorker:
    """Claims, tells, finishes."""

    def __init__(self, db: Database, wakeups: Wakeups) -> None:
        self._db = db
        self._wakeups = wakeups
        self._leases = Leases(db, db, "by-hand", 60)
        self.finisher = Finisher(db, wakeups, 24)

    async def claim(self, task_id: UUID) -> Run:
        """The run of a task that nobody else takes."""
        [claim] = await self._leases.claim([task_id])
        return Run(claim, self._db, self._wakeups)

    async def finish(
        self,
        run: Run,
        *,
        result: dict[str, Any] | None = None,
        effects: tuple[Effect, ...] = (),
        events: tuple[Event, ...] = (Event("node_finished", {"node": "n10"}),),
    ) -> None:
        """End the run well."""
        await self.finisher.finish(run.claim, Outcome(result or {}, events, effects))


@asynccontextmanager
async def running_gateway(
    endpoints: Endpoints, directory: Path, **overrides: Any
) -> AsyncIterator[RunningGateway]:
    """Serve on a free port until the block ends."""
    settings = gateway_settings(endpoints, directory, **overrides)
    server = uvicorn.Server(server_config(create_app(settings)))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        try:
            while not server.started:
                assert not serving.done(), "the gateway did not start"
                await asyncio.sleep(0.01)
            async with _tools(endpoints, port) as (client, db, worker):
                yield RunningGateway(client, db, worker, settings, server)
        finally:
            server.should_exit = True
            await serving
            _close_logs()


async def until(condition: Callable[[], bool], within: float = 5) -> None:
    """Wait for ``condition``."""
    give_up = time.monotonic() + within
    while not condition():
        assert time.monotonic() < give_up, "condition never came true"
        await asyncio.sleep(0.02)


def gateway_settings(endpoints: Endpoints, directory: Path, **overrides: Any) -> Settings:
    """Nothing from this machine's own .env."""
    postgres, redis = endpoints.postgres, urlsplit(endpoints.redis_url)
    values: dict[str, Any] = {
        "POSTGRES_HOST": postgres.host,
        "POSTGRES_PORT": postgres.port,
        "POSTGRES_USER": postgres.user,
        "POSTGRES_PASSWORD": postgres.password,
        "POSTGRES_DB": postgres.database,
        "REDIS_HOST": redis.hostname,
        "REDIS_PORT": redis.port,
        "LOG_PATH": directory / "logs",
        "IMAGE_STORAGE_PATH": directory / "images",
        "REPORT_STORAGE_PATH": directory / "reports",
        "TASK_POLL_SECONDS": 0.1,
    }
    return Settings(_env_file=None, **{**values, **overrides})


@asynccontextmanager
async def _tools(
    endpoints: Endpoints, port: int
) -> AsyncIterator[tuple[httpx2.AsyncClient, Database, HandWorker]]:
    db = await Database.open(
        endpoints.postgres, min_size=1, max_size=3, application_name="newsum-tests"
    )
    redis = connect_redis(endpoints.redis_url, connections=2)
    try:
        base_url = f"http://127.0.0.1:{port}"
        async with httpx2.AsyncClient(base_url=base_url, timeout=20, trust_env=False) as client:
            yield client, db, HandWorker(db, Wakeups(redis))
    finally:
        await redis.aclose()
        await db.close()


def _close_logs() -> None:
    root = logging.getLogger()
    for handler in [each for each in root.handlers if isinstance(each, logging.FileHandler)]:
        root.removeHandler(handler)
        handler.close()
