"""What every ObjectStore does, whatever it stores in."""

import asyncio
from pathlib import Path

import pytest

from app.domain.errors import NotFound, Rejected
from app.services.storage.local import LocalObjectStore
from app.services.storage.paths import StoragePaths
from app.services.storage.protocol import ObjectStore


@pytest.fixture(params=["local"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> ObjectStore:
    makers = {"local": lambda: LocalObjectStore(StoragePaths(tmp_path / "i", tmp_path / "r"))}
    return makers[request.param]()


async def test_what_is_put_can_be_got(store: ObjectStore) -> None:
    stored = await store.put("reports/c/v1/report.html", "<p>보고서</p>".encode(), "text/html")
    assert stored.key == "reports/c/v1/report.html"
    assert await store.get(stored.key) == "<p>보고서</p>".encode()


async def test_putting_again_replaces(store: ObjectStore) -> None:
    for content in (b"first, and longer", b"second"):
        await store.put("images/c/1.png", content, "image/png")
    assert await store.get("images/c/1.png") == b"second"


async def test_an_empty_object_is_an_object(store: ObjectStore) -> None:
    await store.put("images/c/0.png", b"", "image/png")
    assert await store.get("images/c/0.png") == b""


async def test_concurrent_writers_of_one_key_leave_one_whole_object(store: ObjectStore) -> None:
    contents = [bytes([n]) * 200_000 for n in range(16)]
    await asyncio.gather(*(store.put("images/c/1.png", c, "image/png") for c in contents))
    assert await store.get("images/c/1.png") in contents


@pytest.mark.parametrize("key", ["images/none.png", "images/c", "images/c/1.png/deeper"])
async def test_what_is_not_there_is_not_found(store: ObjectStore, key: str) -> None:
    await store.put("images/c/1.png", b"x", "image/png")
    with pytest.raises(NotFound):
        await store.get(key)


async def test_deleting_a_prefix_takes_all_of_it_and_nothing_else(store: ObjectStore) -> None:
    for key in ("images/c/v1/1.png", "images/c/v1/raw/1.png", "images/c/v2/1.png", "images/cc/1"):
        await store.put(key, b"x", "image/png")
    await store.delete_prefix("images/c/v1/")
    for gone in ("images/c/v1/1.png", "images/c/v1/raw/1.png"):
        with pytest.raises(NotFound):
            await store.get(gone)
    assert await store.get("images/c/v2/1.png") == b"x"
    await store.delete_prefix("images/c")
    assert await store.get("images/cc/1") == b"x"
    await store.delete_prefix("images/c")


@pytest.mark.parametrize("prefix", ["", "/", "images", "images/", "images/..", "../x", "reports//"])
async def test_a_prefix_that_names_no_object_is_refused(store: ObjectStore, prefix: str) -> None:
    with pytest.raises(Rejected):
        await store.delete_prefix(prefix)
