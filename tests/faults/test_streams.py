"""Event streams: very many, never read, broken off again and again. None misses or repeats any."""

import asyncio
import random
import resource
import statistics
import time
from collections.abc import AsyncIterator
from itertools import cycle, islice
from pathlib import Path

import psutil
import pytest

from app.api import http_protocol
from app.domain.task import Event
from app.embedded.endpoints import Endpoints
from app.tasks.runs import Run
from tests.faults.raw_stream import RawStream, RawStreams
from tests.faults.raw_stream import streams as streams
from tests.fleet import Fleet
from tests.gateway_server import running_gateway, until

COMICS = 100
AT_ONCE = 25
MEMORY_MAX = 500e6  # of a gateway with 10,000 streams
GATEWAY_MEMORY = 80e6  # of one without any (tests/integration/gateway/test_process.py)
EVENT_BYTES = 4_000
LAZY_MEMORY_MAX = 120e6  # 200 readers: 64 events in the room, 64 kB in the transport
FEW_OPEN_FILES = """import resource, runpy
resource.setrlimit(resource.RLIMIT_NOFILE, (300, 700))
runpy.run_path("main.py", run_name="__main__")"""
HEALTH_SECONDS = 0.1  # 3 ms where the host has nothing else to do


@pytest.fixture
async def fleet(endpoints: Endpoints, tmp_path: Path) -> AsyncIterator[Fleet]:
    """Gateways only, in processes of their own."""
    async with Fleet(endpoints, "http://127.0.0.1:1", tmp_path) as fleet:
        yield fleet


@pytest.fixture
def many_open_files() -> None:
    """The clients' ends of the streams are files of this process."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


@pytest.mark.parametrize(
    "count",
    [
        pytest.param(1_000, marks=pytest.mark.timeout(180)),
        pytest.param(10_000, marks=[pytest.mark.faults, pytest.mark.timeout(900)]),
    ],
)
@pytest.mark.usefixtures("many_open_files")
async def test_very_many_streams(fleet: Fleet, streams: RawStreams, count: int) -> None:
    process = psutil.Process((await fleet.gateway(SSE_MAX_STREAMS=str(count))).pid)
    comics = [await fleet.submit() for _ in range(COMICS)]
    before = process.memory_info().rss
    open_streams: list[RawStream] = []
    for _ in range(0, count, AT_ONCE):
        some = islice(cycle(comics), len(open_streams), len(open_streams) + AT_ONCE)
        opened = [streams.opened(fleet.port, comic_id) for comic_id in some]
        open_streams += await asyncio.gather(*opened)
    grown = process.memory_info().rss - before
    assert grown / count < (MEMORY_MAX - GATEWAY_MEMORY) / 10_000

    one_more = await streams.open(fleet.port, comics[0])
    await one_more.until_answered()
    assert one_more.status == 503
    assert b"content-type: application/problem+json" in one_more.head
    assert b"retry-after: " in one_more.head

    assert await _health(fleet) < HEALTH_SECONDS
    for comic_id in comics:
        await fleet.client.post(f"/api/v1/comics/{comic_id}/cancel")
    for stream in open_streams:
        await stream.until_told(2)
        assert stream.numbers == [1, 2]


async def _health(fleet: Fleet) -> float:
    """The median of its latencies, in seconds."""
    latencies = []
    for _ in range(50):
        asked = time.monotonic()
        await fleet.client.get("/health")
        latencies.append(time.monotonic() - asked)
        await asyncio.sleep(0.02)
    return statistics.median(latencies)


async def test_more_streams_than_open_files_are_refused(fleet: Fleet, streams: RawStreams) -> None:
    await fleet.gateway("-c", FEW_OPEN_FILES)
    comic_id = await fleet.submit()
    asked = [await streams.open(fleet.port, comic_id) for _ in range(250)]
    async with asyncio.timeout(40):
        for stream in asked:
            await stream.until_answered()
    assert {stream.status for stream in asked} == {200, 503}
    assert (await fleet.client.get("/livez")).status_code == 200


@pytest.mark.timeout(180)
async def test_readers_that_do_not_read_cost_little_and_harm_nobody(
    endpoints: Endpoints, streams: RawStreams, tmp_path: Path
) -> None:
    async with (
        running_gateway(endpoints, tmp_path) as story,
        Fleet(endpoints, "http://127.0.0.1:1", tmp_path) as fleet,
    ):
        process = psutil.Process((await fleet.gateway()).pid)
        comic_id = await fleet.submit()
        run = await story.start(comic_id)
        reader = await streams.opened(fleet.port, comic_id)
        lazy = [await _not_reading(streams, fleet.port, comic_id) for _ in range(200)]
        before = process.memory_info().rss
        last = await _tell(run, transactions=4)
        await reader.until_told(last)
        assert process.memory_info().rss - before < LAZY_MEMORY_MAX
        goes_on, comes_again = lazy[:20], lazy[20:40]
        for stream in goes_on:
            stream.start_reading()
        back = [await _back(streams, fleet.port, comic_id, stream) for stream in comes_again]
        whole = list(range(1, last + 1))
        for stream in (reader, *goes_on):
            await stream.until_told(last)
            assert stream.numbers == whole
        for stream, rest in zip(comes_again, back, strict=True):
            await rest.until_told(last)
            assert stream.numbers + rest.numbers == whole


async def test_a_reader_that_was_dropped_resumes(
    endpoints: Endpoints,
    streams: RawStreams,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(http_protocol, "WRITE_SECONDS", 0.5)
    async with running_gateway(endpoints, tmp_path) as gateway:
        comic_id = await gateway.accept()
        run = await gateway.start(comic_id)
        lazy = [await _not_reading(streams, gateway.port, comic_id) for _ in range(20)]
        last = await _tell(run, transactions=4)
        await until(lambda: not gateway.server.server_state.tasks, within=20)
        monkeypatch.undo()
        back = [await _back(streams, gateway.port, comic_id, stream) for stream in lazy]
        for stream, rest in zip(lazy, back, strict=True):
            await rest.until_told(last)
            assert stream.closed
            assert stream.numbers + rest.numbers == list(range(1, last + 1))
        await streams.close()


async def _not_reading(streams: RawStreams, port: int, comic_id: str) -> RawStream:
    stream = await streams.opened(port, comic_id, receive_buffer=4_096)
    await stream.until_told(1)
    stream.stop_reading()
    return stream


async def _back(streams: RawStreams, port: int, comic_id: str, broken_off: RawStream) -> RawStream:
    broken_off.drop()
    return await streams.opened(port, comic_id, after=broken_off.numbers[-1])


async def _tell(run: Run, transactions: int) -> int:
    """The number of the last event of a long story."""
    for _ in range(transactions):
        await run.tell(*(Event("warning", {"message": "x" * EVENT_BYTES}) for _ in range(50)))
    return 2 + transactions * 50  # after accepted and started


async def test_a_thousand_reconnects_miss_nothing_and_repeat_nothing(
    endpoints: Endpoints, streams: RawStreams, tmp_path: Path
) -> None:
    async with running_gateway(endpoints, tmp_path, TASK_POLL_SECONDS=0.05) as gateway:
        comic_id = await gateway.accept()
        run = await gateway.start(comic_id)
        readers = [
            _restless(streams, gateway.port, comic_id, random.Random(seed)) for seed in range(50)
        ]
        heard = asyncio.gather(*readers)
        while not heard.done():
            await run.tell(*(Event("warning", {"message": "…"}) for _ in range(3)))
            await asyncio.sleep(0.02)
        for numbers in await heard:
            assert numbers == list(range(1, len(numbers) + 1))


async def _restless(
    streams: RawStreams, port: int, comic_id: str, dice: random.Random
) -> list[int]:
    """What a reader hears that goes after every few events, often in the middle of one."""
    heard: list[int] = []
    for _ in range(20):
        last = heard[-1] if heard else 0
        stream = await streams.opened(port, comic_id, after=last)
        await stream.until_told(last + dice.randint(1, 9))
        stream.drop()
        heard += stream.numbers
    return heard
