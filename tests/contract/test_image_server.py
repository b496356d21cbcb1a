"""What every ImageServer keeps to, over HTTP, on the sandbox's faults; then its policy."""

import asyncio
import time
from collections.abc import AsyncIterator
from io import BytesIO

import httpx2
import pytest
from PIL import Image

from app.domain import errors
from app.services.images.automatic1111 import Automatic1111
from app.services.images.protocol import ImageRequest, ImageServer
from app.services.images.service import ImageService
from app.services.outbound.plain import open_plain_client
from tests.free_slots import FreeSlots
from tests.hostile_server import RawRequest, answer, hostile_server

REQUEST = ImageRequest("a woman scientist in a laboratory, medium shot", "text", 7, 256, 256)
VENDORS = ("automatic1111",)


def vendor(client: httpx2.AsyncClient, url: str, timeout: float = 5) -> ImageServer:
    return Automatic1111(client, url, auth="user:word", steps=20, timeout=timeout)


async def picture(server: ImageServer, request: ImageRequest) -> bytes:
    """Drawn and decoded."""
    return await server.picture(await server.draw(request))


@pytest.fixture
async def client() -> AsyncIterator[httpx2.AsyncClient]:
    async with open_plain_client() as opened:
        yield opened


@pytest.fixture(params=VENDORS)
def server(client: httpx2.AsyncClient, sandbox_url: str) -> ImageServer:
    return vendor(client, f"{sandbox_url}/sdapi/v1/txt2img")


@pytest.fixture
def service(server: ImageServer) -> ImageService:
    return ImageService(server, FreeSlots(), endpoint="images", parallel=1)


@pytest.fixture
async def control(sandbox_url: str) -> AsyncIterator[httpx2.AsyncClient]:
    async with httpx2.AsyncClient(base_url=f"{sandbox_url}/control", timeout=5) as opened:
        yield opened


async def put_fault(control: httpx2.AsyncClient, kind: str, **fault: object) -> None:
    body = {"endpoint": "txt2img", "kind": kind, **fault}
    (await control.post("/faults", json=body)).raise_for_status()


async def calls(control: httpx2.AsyncClient, endpoint: str = "txt2img") -> dict[str, int]:
    counted: dict[str, int] = (await control.get("/calls")).json()[endpoint]
    return counted


async def started(control: httpx2.AsyncClient, count: int) -> None:
    """Wait until that many calls have begun."""
    async with asyncio.timeout(5):
        while (await calls(control))["started"] < count:  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.02)


async def test_a_picture_of_the_size_that_was_asked_for(server: ImageServer) -> None:
    png = await picture(server, ImageRequest("forest", "", 1, 320, 256))

    with Image.open(BytesIO(png)) as image:
        assert (image.format, image.size, image.info) == ("PNG", (320, 256), {})


async def test_the_same_seed_draws_the_same(server: ImageServer) -> None:
    other = ImageRequest("a robot on a farm, wide shot", "", 7, 256, 256)

    assert await picture(server, REQUEST) == await picture(server, REQUEST)
    assert await picture(server, REQUEST) != await picture(server, other)


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ({"kind": "status", "status": 500}, errors.ProviderUnavailable),
        ({"kind": "status", "status": 503}, errors.ProviderUnavailable),
        ({"kind": "status", "status": 429}, errors.ProviderThrottled),
        ({"kind": "status", "status": 401}, errors.ProviderRefused),
        ({"kind": "status", "status": 404}, errors.ProviderRefused),
        ({"kind": "status", "status": 422}, errors.ProviderRefused),
        ({"kind": "drop"}, errors.ProviderUnavailable),
        ({"kind": "bad_json"}, errors.BadReply),
        ({"kind": "html"}, errors.BadReply),
        ({"kind": "bad_base64"}, errors.BadImage),
        ({"kind": "huge_image"}, errors.BadImage),
        ({"kind": "out_of_memory"}, errors.ProviderUnavailable),
    ],
)
async def test_every_failure_is_a_provider_error(
    server: ImageServer,
    control: httpx2.AsyncClient,
    fault: dict[str, object],
    error: type[errors.ProviderError],
) -> None:
    await put_fault(control, **fault)

    with pytest.raises(error) as raised:
        await picture(server, REQUEST)

    assert type(raised.value) is error
    assert "이미지 서버" in raised.value.detail


async def test_the_reason_of_a_failure_is_told(
    server: ImageServer, control: httpx2.AsyncClient
) -> None:
    await put_fault(control, "out_of_memory")

    with pytest.raises(errors.ProviderUnavailable, match="OutOfMemoryError"):
        await picture(server, REQUEST)


async def test_retry_after_is_kept(server: ImageServer, control: httpx2.AsyncClient) -> None:
    await put_fault(control, "status", status=429, headers={"Retry-After": "3"})

    with pytest.raises(errors.ProviderThrottled) as raised:
        await picture(server, REQUEST)

    assert raised.value.retry_after == 3


async def test_a_call_has_a_deadline(
    client: httpx2.AsyncClient, sandbox_url: str, control: httpx2.AsyncClient
) -> None:
    await put_fault(control, "hang")
    began = time.monotonic()

    with pytest.raises(errors.ProviderTimeout):
        await picture(vendor(client, sandbox_url, timeout=0.4), REQUEST)

    assert time.monotonic() - began < 2


async def test_nobody_there_is_unreachable(client: httpx2.AsyncClient) -> None:
    with pytest.raises(errors.ProviderUnreachable):
        await picture(vendor(client, "http://127.0.0.1:1/sdapi/v1/txt2img"), REQUEST)


async def test_an_endless_reply_is_cut_off(client: httpx2.AsyncClient) -> None:
    async def flood(_: RawRequest, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
        while True:
            writer.write(b" " * 65536)
            await writer.drain()

    async with hostile_server(flood) as server:
        with pytest.raises(errors.BadImage, match="너무 큽니다"):
            await picture(vendor(client, server.origin, timeout=10), REQUEST)


async def test_credentials_and_parameters_are_sent(client: httpx2.AsyncClient) -> None:
    async with hostile_server(answer(b"{}", content_type="application/json")) as server:
        with pytest.raises(errors.BadImage):
            await picture(vendor(client, server.origin), REQUEST)

    [sent] = server.requests
    headers = {name.lower(): value for name, value in sent.headers.items()}
    assert sent.target == "/sdapi/v1/txt2img"
    assert headers["authorization"].startswith("Basic ")
    assert b'"steps":20' in sent.body.replace(b" ", b"")
    assert b'"seed":7' in sent.body.replace(b" ", b"")


async def test_a_passing_failure_is_tried_once_more(
    service: ImageService, control: httpx2.AsyncClient
) -> None:
    await put_fault(control, "out_of_memory")

    assert await service.generate(REQUEST)
    assert (await calls(control))["started"] == 2


async def test_a_lasting_failure_is_not_tried_for_ever(
    service: ImageService, control: httpx2.AsyncClient
) -> None:
    await put_fault(control, "out_of_memory", times=None)

    with pytest.raises(errors.ProviderUnavailable):
        await service.generate(REQUEST)

    assert (await calls(control))["started"] == 2


async def test_what_will_not_change_is_not_tried_again(
    service: ImageService, control: httpx2.AsyncClient
) -> None:
    await put_fault(control, "bad_base64", times=None)

    with pytest.raises(errors.BadImage):
        await service.generate(REQUEST)

    assert (await calls(control))["started"] == 1


async def test_a_cancelled_call_stops_the_drawing(
    service: ImageService, control: httpx2.AsyncClient, sandbox_url: str
) -> None:
    await control.put("/latency", json={"txt2img": 30})
    call = asyncio.ensure_future(service.generate(REQUEST))
    await started(control, 1)
    began = time.monotonic()

    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call

    assert time.monotonic() - began < 3
    assert (await calls(control, "interrupt"))["finished"] == 1
    await control.put("/latency", json={"txt2img": 0})
    async with asyncio.timeout(5):  # the server is free again: not busy with what was cancelled
        await service.generate(REQUEST)


async def test_a_second_cancellation_does_not_cut_off_the_interrupt(
    service: ImageService, control: httpx2.AsyncClient
) -> None:
    await control.put("/latency", json={"txt2img": 30, "interrupt": 0.5})
    call = asyncio.ensure_future(service.generate(REQUEST))
    await started(control, 1)

    call.cancel()
    await asyncio.sleep(0.1)
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call

    assert (await calls(control, "interrupt"))["finished"] == 1


async def test_a_call_that_took_too_long_is_stopped_on_the_server(
    client: httpx2.AsyncClient, sandbox_url: str, control: httpx2.AsyncClient
) -> None:
    await control.put("/latency", json={"txt2img": 30})
    impatient = vendor(client, sandbox_url, timeout=0.5)
    service = ImageService(impatient, FreeSlots(), endpoint="images", parallel=1)

    with pytest.raises(errors.ProviderTimeout):
        await service.generate(REQUEST)

    assert (await calls(control, "interrupt"))["finished"] == 2


async def test_nothing_is_interrupted_that_may_be_somebody_elses(
    server: ImageServer, control: httpx2.AsyncClient
) -> None:
    await control.put("/latency", json={"txt2img": 30})
    shared = ImageService(server, FreeSlots(), endpoint="images", parallel=2)
    call = asyncio.ensure_future(shared.generate(REQUEST))
    await started(control, 1)

    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call

    assert (await calls(control, "interrupt"))["started"] == 0


async def test_calls_wait_for_their_turn(server: ImageServer, control: httpx2.AsyncClient) -> None:
    slots = FreeSlots()
    service = ImageService(server, slots, endpoint="images", parallel=1)

    await asyncio.gather(*(service.generate(REQUEST) for _ in range(3)))

    counted = await calls(control)
    assert counted["max_in_flight"] == 1
    assert counted["finished"] == 3
    assert slots.asked == [("images", 1)] * 3
