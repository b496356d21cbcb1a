"""Images from a slow server, downloaded as a script's research downloads them."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image

from app.config.settings import load_settings
from app.database import Database
from app.embedded.endpoints import PostgresEndpoint
from app.repositories.pictures import StoredPictures
from app.services.news_images.service import NewsImageService
from app.services.outbound.client import open_safe_client
from app.services.pictures.web import open_picture_loader
from app.services.storage.local import LocalObjectStore
from app.services.storage.paths import StoragePaths
from scripts.benchmark.engine.stage import Stage
from scripts.benchmark.failure import BenchmarkFailed
from scripts.benchmark.outfits.shop import DATABASE, NUMBER

IMAGES = 10
IMAGE_SECONDS = 2.0
AT_ONCE = 5


def slow_images(stage: Stage, rounds: int) -> list[float]:
    """Seconds of each round."""
    endpoint = stage.servers.endpoints(DATABASE, NUMBER).postgres
    taken = []
    with stage.screen.part("images", rounds) as steps:
        for number in range(rounds):
            steps.begin(f"{IMAGES} images of {IMAGE_SECONDS:g} s, {AT_ONCE} at a time")
            taken.append(asyncio.run(_downloaded(endpoint, stage.home, number)))
            steps.done(f"{taken[-1]:.2f} s")
    return taken


async def _downloaded(endpoint: PostgresEndpoint, home: Path, number: int) -> float:
    database = await Database.open(
        endpoint, min_size=1, max_size=AT_ONCE, application_name="newsum-benchmark"
    )
    try:
        async with _slow_server(number) as origin:
            with (
                open_safe_client(frozenset({origin})) as client,
                open_picture_loader(client) as loader,
            ):
                store = LocalObjectStore(StoragePaths(home / "images", home / "reports"))
                service = NewsImageService(
                    loader,
                    StoredPictures(database, store),
                    at_once=AT_ONCE,
                    timeout=load_settings().SCRIPT_IMAGE_TIMEOUT,
                )
                return await _seconds(service, origin)
    finally:
        await database.close()


async def _seconds(service: NewsImageService, origin: str) -> float:
    began = time.perf_counter()
    found = await asyncio.gather(
        *(service.collect(f"{origin}/{number}.jpg") for number in range(IMAGES))
    )
    seconds = time.perf_counter() - began
    if not all(collected.image for collected in found):
        raise BenchmarkFailed("an image was left out")
    return seconds


@asynccontextmanager
async def _slow_server(run: int) -> AsyncIterator[str]:
    """Its origin; every address of every run has a photo of its own."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        number = int(head.split("/")[1].partition(".")[0])
        await asyncio.sleep(IMAGE_SECONDS)
        body = _photo(run * IMAGES + number)
        writer.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\nConnection: close\r\n"
            + f"Content-Length: {len(body)}\r\n\r\n".encode()
            + body
        )
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()


def _photo(number: int) -> bytes:
    content = BytesIO()
    Image.effect_noise((800 + number, 600), 40).convert("RGB").save(content, "JPEG")
    return content.getvalue()
