"""The collecting of a script's images as a worker does it, over a database of the benchmark."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from app.database import Database
from app.embedded.endpoints import PostgresEndpoint
from app.repositories.pictures import StoredPictures
from app.services.news_images.service import NewsImageService
from app.services.outbound.client import open_safe_client
from app.services.pictures.web import open_picture_loader
from app.services.storage.local import LocalObjectStore
from app.services.storage.paths import StoragePaths

_CONNECTIONS = 5


@asynccontextmanager
async def open_collector(
    endpoint: PostgresEndpoint, home: Path, origin: str, *, at_once: int, timeout: float
) -> AsyncIterator[NewsImageService]:
    """Images may come from ``origin``."""
    database = await Database.open(
        endpoint, min_size=1, max_size=_CONNECTIONS, application_name="newsum-benchmark"
    )
    try:
        with (
            open_safe_client(frozenset({origin})) as client,
            open_picture_loader(client) as loader,
        ):
            store = LocalObjectStore(StoragePaths(home / "images", home / "reports"))
            library = StoredPictures(database, store)
            yield NewsImageService(loader, library, at_once=at_once, timeout=timeout)
    finally:
        await database.close()
