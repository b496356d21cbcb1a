"""What loading a picture gives, from a server whose answers the test writes."""

import asyncio

import pytest

from app.domain.errors import (
    AppError,
    BadImage,
    BadReply,
    ProviderRefused,
    ProviderTimeout,
    ProviderUnavailable,
    UnsafeUrl,
)
from app.services.outbound.client import open_safe_client
from app.services.pictures.protocol import LoadedPicture
from app.services.pictures.web import PICTURE_MAX_BYTES, open_picture_loader
from tests.hostile_server import RawRequest, Respond, answer, hostile_server
from tests.unit.services.pictures.drawn import bomb, drawn

JPEG = drawn("JPEG", (640, 480))


async def load(respond: Respond, *, timeout: float = 5.0) -> LoadedPicture:
    async with hostile_server(respond) as server:
        with (
            open_safe_client(frozenset({server.origin})) as client,
            open_picture_loader(client, longest_side=320) as loader,
        ):
            return await loader.load(f"{server.origin}/look.jpg", timeout)


@pytest.mark.parametrize("content_type", ["image/jpeg", "image/jpg", "IMAGE/PNG; q=1"])
async def test_a_picture_of_a_models_size(content_type: str) -> None:
    loaded = await load(answer(JPEG, content_type=content_type))
    assert (loaded.width, loaded.height) == (640, 480)
    assert loaded.picture.media_type == "image/jpeg"


async def chunks_without_end(_: RawRequest, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n\r\n")
    for _ in range(50):
        writer.write(bytes(1_000_000))
        await writer.drain()


@pytest.mark.parametrize(
    ("respond", "error"),
    [
        (answer(b"<html>login</html>"), BadReply),
        (answer(b"<html>login</html>", content_type="image/jpeg"), BadImage),
        (answer(b"<svg/>", content_type="image/svg+xml"), BadReply),
        (answer(bomb(20_000, 8_000), content_type="image/png"), BadImage),
        (answer(JPEG[:500], content_type="image/jpeg"), BadImage),
        (answer(bytes(PICTURE_MAX_BYTES + 1), content_type="image/png"), BadReply),
        (chunks_without_end, BadReply),
        (answer(status="404 Not Found"), ProviderRefused),
        (answer(status="503 Service Unavailable"), ProviderUnavailable),
        (answer(status="302 Found", Location="http://169.254.169.254/a.jpg"), UnsafeUrl),
    ],
)
async def test_what_is_no_usable_picture(respond: Respond, error: type[AppError]) -> None:
    with pytest.raises(error):
        await load(respond)


async def test_a_private_address_is_not_even_asked() -> None:
    async with hostile_server(answer(JPEG, content_type="image/jpeg")) as server:
        with (
            open_safe_client(frozenset()) as client,
            open_picture_loader(client) as loader,
            pytest.raises(UnsafeUrl),
        ):
            await loader.load(f"{server.origin}/look.jpg", 5.0)
    assert server.connections == 0


async def test_a_slow_picture_ends_at_the_deadline() -> None:
    async def silent(*_: object) -> None:
        await asyncio.sleep(5)

    with pytest.raises(ProviderTimeout):
        await load(silent, timeout=0.3)
