"""Images of the news over HTTP, kept in files and rows: as fast as the limits allow, and robust."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from app.config.settings import Settings
from app.domain.errors import AppError, BadImage, BadReply, InfrastructureError
from app.domain.script_news import NewsImage
from app.repositories.picture_retention import prune_pictures
from app.repositories.pictures import StoredPictures
from app.repositories.scripts import finished_script_effects
from app.sandbox.library.hostile_images import HOSTILE
from app.services.news_images.service import NewsImageService
from app.services.outbound.client import open_safe_client
from app.services.pictures.web import open_picture_loader
from app.services.storage.local import LocalObjectStore
from app.services.storage.paths import StoragePaths
from tests.engine_worker import ProbeTask
from tests.hostile_server import HostileServer, RawRequest, Respond, answer
from tests.integration.conftest import Engine
from tests.newsroom import Newsroom, newsroom, picture
from tests.unit.services.pictures.drawn import bomb

TEN = [f"/pictures/{letter}.jpg" for letter in "abcdefghij"]


@asynccontextmanager
async def images_of(
    room: Newsroom, engine: Engine, files: Path, *, timeout: float = 5.0
) -> AsyncIterator[NewsImageService]:
    store = LocalObjectStore(StoragePaths(files / "images", files / "reports"))
    with (
        open_safe_client(frozenset({room.origin})) as client,
        open_picture_loader(client) as loader,
    ):
        yield NewsImageService(loader, StoredPictures(engine.db, store), at_once=5, timeout=timeout)


async def collected(
    service: NewsImageService, room: Newsroom, paths: Sequence[str]
) -> list[NewsImage | BaseException | None]:
    async def one(path: str) -> NewsImage | None:
        return (await service.collect(f"{room.origin}{path}")).image

    return list(await asyncio.gather(*map(one, paths), return_exceptions=True))


async def test_ten_of_two_seconds_take_two_rounds(engine: Engine, tmp_path: Path) -> None:
    async with newsroom(picture_seconds=2.0) as room, images_of(room, engine, tmp_path) as service:
        began, busy = time.monotonic(), time.process_time()
        images = await collected(service, room, TEN)
        seconds = time.monotonic() - began
        computed = time.process_time() - busy  # how much of it this host was slow
    assert all(isinstance(image, NewsImage) for image in images)
    assert seconds - computed <= 4.2
    assert room.most_at_once == 5


async def silent(_: RawRequest, writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(5)


async def fifty_megabytes(_: RawRequest, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\nContent-Length: 50000000\r\n\r\n")
    for _ in range(50):
        writer.write(bytes(1_000_000))
        await writer.drain()


BOMB = bomb(20_000, 8_000)


@pytest.mark.parametrize(
    "fault",
    [
        silent,
        answer(status="404 Not Found"),
        answer(b"<html>login</html>", content_type="image/jpeg"),
        answer(b"<html>login</html>"),
        answer(BOMB, content_type="image/png"),
        answer(status="302 Found", Location="http://169.254.169.254/latest/meta-data"),
        answer(status="302 Found", Location="http://10.0.0.1/a.jpg"),
        fifty_megabytes,
    ],
    ids=[
        "hang",
        "404",
        "HTML as JPEG",
        "HTML",
        "bomb",
        "redirect to metadata",
        "redirect to private",
        "50 MB",
    ],
)
async def test_a_fault_leaves_the_rest_whole(
    engine: Engine, tmp_path: Path, fault: Respond
) -> None:
    assert len(BOMB) < 25_000
    async with (
        newsroom(pictures={TEN[1]: fault}) as room,
        images_of(room, engine, tmp_path, timeout=1.0) as service,
    ):
        first, broken, *rest = await collected(service, room, TEN[:4])
    assert isinstance(broken, AppError)
    assert all(isinstance(image, NewsImage) for image in (first, *rest))
    assert len(list((tmp_path / "images").rglob("*.jpg"))) == 3
    assert list((tmp_path / "images").rglob("*.part")) == []


async def test_none_of_the_sandbox_s_hostile_images_gets_through(
    engine: Engine, tmp_path: Path, sandbox_url: str
) -> None:
    hostile = [f"/images/hostile/{name}" for name in HOSTILE]
    good = "/images/city-bees-2024/changes.png"
    room = Newsroom(server=HostileServer(port=int(sandbox_url.rpartition(":")[2])))
    async with images_of(room, engine, tmp_path, timeout=1.5) as service:
        *broken, kept = await collected(service, room, [*hostile, good])
    assert all(isinstance(each, AppError) for each in broken), dict(
        zip(HOSTILE, broken, strict=True)
    )
    assert isinstance(kept, NewsImage)
    assert len(list((tmp_path / "images").rglob("*.jpg"))) == 1


async def test_html_in_an_image_s_clothes_is_told_apart(engine: Engine, tmp_path: Path) -> None:
    html = answer(b"<html>", content_type="image/jpeg")
    async with (
        newsroom(pictures={TEN[0]: html, TEN[1]: answer(b"<html>")}) as room,
        images_of(room, engine, tmp_path) as service,
    ):
        dressed, plain = await collected(service, room, TEN[:2])
    assert isinstance(dressed, BadImage)
    assert isinstance(plain, BadReply)


async def test_small_ones_are_of_no_use(engine: Engine, tmp_path: Path) -> None:
    small = answer(picture("/small.jpg", (400, 149)), content_type="image/jpeg")
    async with (
        newsroom(pictures={TEN[0]: small}) as room,
        images_of(room, engine, tmp_path) as all_,
    ):
        assert await collected(all_, room, TEN[:1]) == [None]
    assert not (tmp_path / "images").exists()


async def test_the_same_picture_is_stored_once(engine: Engine, tmp_path: Path) -> None:
    same = answer(picture("/same.jpg"), content_type="image/jpeg")
    pictures = {TEN[0]: same, TEN[1]: same}
    async with newsroom(pictures=pictures) as room, images_of(room, engine, tmp_path) as service:
        images = await collected(service, room, [*TEN[:2], *TEN[:2]])
        keys = {image.key for image in images if isinstance(image, NewsImage)}
        [file] = (tmp_path / "images").rglob("*.jpg")
        written = file.stat().st_mtime_ns
        await collected(service, room, TEN[:1])
        assert file.stat().st_mtime_ns == written
    assert len(keys) == 1
    assert str(file).endswith(keys.pop().removeprefix("images/"))
    assert await engine.db.fetchval("SELECT count(*) FROM pictures") == 1


async def test_pictures_go_with_the_last_script_that_shows_them(
    engine: Engine, tmp_path: Path
) -> None:
    settings = Settings(_env_file=None)
    store = LocalObjectStore(StoragePaths(tmp_path / "images", tmp_path / "reports"))
    async with newsroom() as room, images_of(room, engine, tmp_path) as service:
        images = await collected(service, room, TEN[:3])
    old, shared, new = [image.sha256 for image in images if isinstance(image, NewsImage)]
    for hashes, days in (((old, shared), 40), ((shared,), 1)):
        task_id = await engine.submit(ProbeTask())
        for effect in finished_script_effects(task_id, hashes):
            await engine.db.execute(effect.sql, *effect.args)
        await engine.db.execute(
            "UPDATE tasks SET finished_at = now() - $2 * interval '1 day' WHERE id = $1",
            task_id,
            days,
        )
    await engine.db.execute("UPDATE pictures SET seen_at = now() - interval '40 days'")
    await engine.db.execute("UPDATE pictures SET seen_at = now() WHERE sha256 = $1", new)
    for prune in prune_pictures(engine.db, store, settings):
        while await prune(10):
            pass
    left = {row["sha256"] for row in await engine.db.fetch("SELECT sha256 FROM pictures")}
    assert left == {shared, new}
    assert {path.stem for path in (tmp_path / "images").rglob("*.jpg")} == left


class Stuck(LocalObjectStore):
    """Deletes the file and fails."""

    async def delete_prefix(self, prefix: str) -> None:
        await super().delete_prefix(prefix)
        raise InfrastructureError


async def test_a_picture_whose_deletion_failed_half_way_is_written_again_when_wanted(
    engine: Engine, tmp_path: Path
) -> None:
    store = Stuck(StoragePaths(tmp_path / "images", tmp_path / "reports"))
    async with newsroom() as room, images_of(room, engine, tmp_path) as service:
        await collected(service, room, TEN[:1])
        await engine.db.execute("UPDATE pictures SET seen_at = now() - interval '40 days'")
        *_, files = prune_pictures(engine.db, store, Settings(_env_file=None))
        with pytest.raises(InfrastructureError):
            await files(10)
        assert list((tmp_path / "images").rglob("*.jpg")) == []
        [image] = await collected(service, room, TEN[:1])
        assert isinstance(image, NewsImage)
        assert (await service.picture(image)).data
