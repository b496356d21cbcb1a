"""The product as an operator runs it: gateway and workers as processes, over HTTP."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, Self, cast
from urllib.parse import urlsplit
from uuid import uuid4

import asyncpg
import httpx2

from app.config.group import PROJECT_ROOT
from app.config.settings import Settings
from app.embedded.endpoints import Endpoints
from scripts.services.plan import stand_ins

READY_SECONDS = 20.0

ARTICLE = {
    "title": "도심 하천에 수달이 돌아왔다",
    "text": (
        "한강 지류인 탄천에서 수달 세 마리가 확인됐다고 서울시가 3일 밝혔다. "
        "서울시 연구팀은 지난 6월부터 무인 카메라 스무 대를 설치해 수달을 관찰했다. "
        "수달이 도심 하천에서 확인된 것은 8년 만이다. "
        "김민수 박사는 수질이 좋아지고 물고기가 늘어난 덕분이라고 설명했다. "
        "탄천의 물고기는 5년 사이 두 배로 늘었다. "
        "시민들은 산책로에서 수달 발자국을 찾아보며 반가워했다. "
        "그러나 밤에 켜진 조명이 수달의 이동을 방해한다는 지적도 나왔다. "
        "서울시는 내년까지 하천 주변의 조명을 줄이고 쉼터를 만들 계획이다. "
        "전문가들은 수달이 돌아온 것은 도시의 생태계가 살아나는 신호라고 말했다."
    ),
}


class Fleet:
    """One database, one Redis, the session's sandbox; as many processes as a test starts."""

    def __init__(self, endpoints: Endpoints, sandbox_url: str, home: Path) -> None:
        self._endpoints = endpoints
        self.sandbox_url = sandbox_url
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._environment = {
            **os.environ,  # noqa: TID251
            **_servers(endpoints),
            **stand_ins(Settings.model_construct(), sandbox_url),
            "APP_PORT": str(self.port),
            "LOG_PATH": str(home / "logs"),
            "NEWSUM_HOME": str(home / "home"),
            "IMAGE_STORAGE_PATH": str(home / "images"),
            "REPORT_STORAGE_PATH": str(home / "reports"),
            "IMAGE_WIDTH": "384",
            "IMAGE_HEIGHT": "384",
            "TASK_LEASE_SECONDS": "1.5",
            "TASK_POLL_SECONDS": "0.3",
            "TASK_DRAIN_SECONDS": "0.3",
        }
        self.home = home
        self.processes: list[subprocess.Popen[bytes]] = []
        self.client = httpx2.AsyncClient(base_url=self.url, timeout=15)

    def start(self, *command: str, **environment: str) -> subprocess.Popen[bytes]:
        """A process of the product, with this fleet's settings."""
        process = subprocess.Popen(
            [sys.executable, *command], cwd=PROJECT_ROOT, env={**self._environment, **environment}
        )
        self.processes.append(process)
        return process

    async def gateway(self, *command: str, **environment: str) -> subprocess.Popen[bytes]:
        """A gateway that answers; ``command`` stands for main.py."""
        process = self.start(*(command or ("main.py",)), **environment)
        give_up = time.monotonic() + READY_SECONDS
        while time.monotonic() < give_up:
            try:
                if (await self.client.get("/livez")).status_code == 200:
                    return process
            except httpx2.HTTPError:
                assert process.poll() is None, "the gateway ended"
            await asyncio.sleep(0.05)
        raise AssertionError("the gateway never answered")

    def worker(self, **environment: str) -> subprocess.Popen[bytes]:
        """A unified worker."""
        return self.start("run_unified_llm_worker.py", **environment)

    async def submit(self, **options: Any) -> str:
        """The id of a comic about the article."""
        headers = options.pop("headers", {"Idempotency-Key": str(uuid4())})
        body = {"data": {"query": "탄천에 돌아온 수달", "articles": [ARTICLE], **options}}
        answer = await self.client.post("/api/v1/comics", json=body, headers=headers)
        assert answer.status_code == 202, answer.text
        return str(answer.json()["comic_id"])

    async def status(self, comic_id: str) -> dict[str, Any]:
        """As clients poll it."""
        answer = await self.client.get(f"/api/v1/comics/status/{comic_id}")
        answer.raise_for_status()
        return dict(answer.json())

    async def ended(self, comic_id: str, within: float = 60) -> dict[str, Any]:
        """The status, once it is final."""
        give_up = time.monotonic() + within
        status: dict[str, Any] = {}
        while time.monotonic() < give_up:
            try:
                status = await self.status(comic_id)
            except httpx2.HTTPError:
                status = {"status": "unreachable"}
            if status["status"] in ("DONE", "FAILED", "CANCELLED"):
                return status
            await asyncio.sleep(0.1)
        raise AssertionError(f"not ended: {status}")

    async def events(self, comic_id: str) -> list[tuple[int, str, dict[str, Any]]]:
        """The whole story, over SSE."""
        return [event async for event in self.stream(comic_id)]

    async def stream(
        self, comic_id: str, after: int = 0
    ) -> AsyncIterator[tuple[int, str, dict[str, Any]]]:
        """Events as they come, until the server ends the stream."""
        headers = {"Last-Event-ID": str(after)} if after else {}
        path = f"/api/v1/comics/{comic_id}/events"
        async with self.client.stream("GET", path, headers=headers) as response:
            async for event in httpx2.EventSource(response):
                if event.id:
                    yield int(event.id), event.event, cast(dict[str, Any], event.json())

    async def calls(self, endpoint: str) -> dict[str, Any]:
        """What the sandbox counted."""
        async with httpx2.AsyncClient() as client:
            answer = await client.get(f"{self.sandbox_url}/control/calls")
        return dict(answer.json().get(endpoint, {"started": 0}))

    async def execute(self, sql: str) -> object:
        """The first value that ``sql`` answers, behind everybody's back."""
        connection = await asyncpg.connect(**asdict(self._endpoints.postgres))
        try:
            return await connection.fetchval(sql)
        finally:
            await connection.close()

    async def webhooks(self) -> list[dict[str, Any]]:
        """What the sandbox's receiver got."""
        async with httpx2.AsyncClient() as client:
            return list((await client.get(f"{self.sandbox_url}/control/webhooks")).json())

    async def latency(self, **seconds: float) -> None:
        """Make the sandbox slower."""
        async with httpx2.AsyncClient() as client:
            await client.put(f"{self.sandbox_url}/control/latency", json=seconds)

    async def fault(self, **fault: Any) -> None:
        """Let the sandbox's next calls go wrong."""
        async with httpx2.AsyncClient() as client:
            added = await client.post(f"{self.sandbox_url}/control/faults", json=fault)
        added.raise_for_status()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.client.aclose()
        for process in self.processes:
            if process.poll() is None:
                process.send_signal(signal.SIGCONT)
                process.kill()
            process.wait()


def _servers(endpoints: Endpoints) -> dict[str, str]:
    postgres, redis = endpoints.postgres, urlsplit(endpoints.redis_url)
    return {
        "POSTGRES_HOST": postgres.host,
        "POSTGRES_PORT": str(postgres.port),
        "POSTGRES_USER": postgres.user,
        "POSTGRES_PASSWORD": postgres.password or "",
        "POSTGRES_DB": postgres.database,
        "REDIS_HOST": redis.hostname or "",
        "REDIS_PORT": str(redis.port),
    }


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def stopped(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """Frozen for the block."""
    process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        process.send_signal(signal.SIGCONT)
