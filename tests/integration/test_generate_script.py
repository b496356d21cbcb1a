"""generate_script in other people's processes: a real Celery worker, and a loop of our own."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest
from celery import Celery

from app.config.group import PROJECT_ROOT
from app.config.settings import Settings
from app.domain.script import ScriptRequest
from app.embedded.endpoints import Endpoints
from tests.newsroom import Newsroom, newsroom
from tests.script_services import script_environment
from workers.generate_script import generate_script, generate_script_async

TOPIC = "도심 양봉과 꿀벌"


@pytest.fixture
async def room() -> AsyncIterator[Newsroom]:
    async with newsroom() as room:
        yield room


@contextmanager
def celery_worker(environment: dict[str, str], log: Path) -> Iterator[psutil.Process]:
    """A worker of one process, as `celery worker` makes it."""
    command = [sys.executable, "-m", "celery", "-A", "tests.celery_app", "worker"]
    options = ["--pool", "prefork", "--concurrency", "1", "--without-gossip", "--without-mingle"]
    with log.open("wb") as output:
        worker = subprocess.Popen(
            [*command, *options],
            cwd=PROJECT_ROOT,
            env={**os.environ, **environment},  # noqa: TID251
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        yield psutil.Process(worker.pid)
    finally:
        worker.terminate()
        try:
            worker.wait(10)
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.wait()


@pytest.mark.timeout(120)
async def test_celery_tasks_follow_one_another_in_one_process(
    room: Newsroom, endpoints: Endpoints, sandbox_url: str, tmp_path: Path
) -> None:
    broker = endpoints.redis_url
    environment = script_environment(endpoints, sandbox_url, room.origin, tmp_path)
    log = tmp_path / "celery.log"
    app = Celery("client", broker=broker, backend=broker)
    with celery_worker({**environment, "CELERY_BROKER": broker}, log):
        sent = [
            app.send_task(name, [TOPIC])
            for name in ("write_script", "write_script_async", "write_script")
        ]
        results = [await asyncio.to_thread(each.get, timeout=60) for each in sent]
    app.close()
    assert len({result["pid"] for result in results}) == 1
    for result in results:
        check(result, tmp_path)
    said = log.read_text()
    for stale in ("attached to a different loop", "Event loop is closed", "never awaited"):
        assert stale not in said, said[-3000:]


async def test_a_loop_of_one_s_own_keeps_nothing_open(
    room: Newsroom, endpoints: Endpoints, sandbox_url: str, tmp_path: Path
) -> None:
    values: dict[str, Any] = script_environment(endpoints, sandbox_url, room.origin, tmp_path)
    settings = Settings(_env_file=None, **{k: v for k, v in values.items() if v})
    before = asyncio.all_tasks()
    result = await generate_script_async(ScriptRequest(topic=TOPIC), settings)
    check(result.model_dump(mode="json"), tmp_path)
    assert asyncio.all_tasks() - before == set()
    with pytest.raises(RuntimeError, match="await generate_script_async"):
        generate_script(ScriptRequest(topic=TOPIC))


def check(result: dict[str, Any], files: Path) -> None:
    """A whole script whose images lie where it says."""
    assert result["success"] is True
    assert len(result["script"]["chapters"]) == 5
    assert len(result["references"]) == 2
    assert result["citations"]
    images = [image for reference in result["references"] for image in reference["images"]]
    assert len(images) == 3
    for image in images:
        assert Path(image["url"]).is_relative_to(files)
        assert Path(image["url"]).is_file()
        assert image["is_chart"]
