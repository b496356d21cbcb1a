"""An outfit's picture for the model: from our own store, or from the web."""

import asyncio

from app.domain.recommendation import ImageSource
from app.services.llm.protocol import Picture
from app.services.pictures.protocol import PictureLoader
from app.services.storage.protocol import ObjectStore


class OutfitPictures:
    """The openers of loader and store close them."""

    def __init__(self, loader: PictureLoader, store: ObjectStore, *, timeout: float) -> None:
        self._loader = loader
        self._store = store
        self._timeout = timeout

    async def load(self, source: ImageSource) -> Picture:
        """Raise an AppError or TimeoutError when there is no usable picture in time."""
        if source.url is not None:
            return (await self._loader.load(source.url, self._timeout)).picture
        async with asyncio.timeout(self._timeout):
            content = await self._store.get(source.key or "")
            return (await self._loader.decode(content)).picture
