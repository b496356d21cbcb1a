"""The disk full or read-only: comics wait and say why, nothing partial is left, then they go on."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import pytest

from app.embedded.endpoints import Endpoints
from tests.faults.processes import ForkedFleet
from tests.faults.tiny_disk import TinyDisk, tiny_disk
from tests.gateway_server import until

NOTICED_SECONDS = 15.0  # workers look every five
ALMOST_FULL = partial(TinyDisk.full, but=65_536)  # a file can be begun
FAULTS = pytest.mark.parametrize(
    ("fault", "reason"),
    [
        pytest.param(ALMOST_FULL, "storage_full", id="full"),
        pytest.param(TinyDisk.read_only, "unavailable", id="read-only"),
    ],
)
Fault = Callable[[TinyDisk], AbstractContextManager[None]]


@pytest.fixture
async def fleet(
    endpoints: Endpoints, sandbox_url: str, tmp_path: Path
) -> AsyncIterator[ForkedFleet]:
    """The whole product."""
    async with ForkedFleet(endpoints, sandbox_url, tmp_path) as fleet:
        yield fleet


@FAULTS
@pytest.mark.timeout(180)
async def test_comics_wait_for_a_disk(fleet: ForkedFleet, fault: Fault, reason: str) -> None:
    with tiny_disk(megabytes=64) as disk:
        places = {
            "IMAGE_STORAGE_PATH": str(disk.path / "images"),
            "REPORT_STORAGE_PATH": str(disk.path / "reports"),
        }
        await fleet.gateway(**places)
        worker = fleet.worker(**places)
        await _is_ready(fleet, None)
        with fault(disk):
            await _is_ready(fleet, reason)
            assert (await fleet.client.get("/health")).json()["status"] == "degraded"
            waiting = await fleet.submit()
            await _is_put_off(fleet, waiting, reason)
            await until(lambda: "part" not in _files(disk.path))  # but for one being written
        await _is_ready(fleet, None)
        assert (await fleet.ended(waiting))["status"] == "DONE"
        assert _files(disk.path / "images") == {"png"}
        worker.kill()


async def _is_ready(fleet: ForkedFleet, reason: str | None) -> None:
    """Wait until the gateway says so, or for which ``reason`` of the storage's it is not."""
    give_up = time.monotonic() + NOTICED_SECONDS
    while True:
        answer = await fleet.client.get("/readyz")
        storage = answer.json()["checks"].get("storage")
        told = storage is not None and (storage["detail"] or None) == reason
        if told and answer.status_code == (503 if reason else 200):
            return
        assert time.monotonic() < give_up, answer.text
        await asyncio.sleep(0.1)


async def _is_put_off(fleet: ForkedFleet, comic_id: str, reason: str) -> None:
    """Wait until the client is told why."""
    async for _, kind, data in fleet.stream(comic_id):
        if kind == "retry":
            assert data["reason"] == reason
            return
    raise AssertionError("the comic was not put off")


def _files(directory: Path) -> set[str]:
    """The endings of all that lies there."""
    return {path.name.rpartition(".")[2] for path in directory.rglob("*") if path.is_file()}
