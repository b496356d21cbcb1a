"""The policy around images in the news: few downloads at once, nothing small, each kept once."""

import asyncio

from app.domain.script_news import NewsImage
from app.domain.search import SMALLEST_IMAGE_SIDE
from app.services.llm.protocol import Picture
from app.services.news_images.protocol import Collected
from app.services.pictures.library import PictureLibrary
from app.services.pictures.protocol import PictureLoader


class NewsImageService:
    """A NewsImages. ``at_once`` bounds the downloads of the whole process."""

    def __init__(
        self, loader: PictureLoader, library: PictureLibrary, *, at_once: int, timeout: float
    ) -> None:
        """``timeout`` is what one download may take, decoding included."""
        self._loader = loader
        self._library = library
        self._gate = asyncio.Semaphore(at_once)
        self._timeout = timeout

    async def collect(self, url: str) -> Collected:
        """See NewsImages. Not tried again: a script does without one image."""
        async with self._gate:
            loaded = await self._loader.load(url, self._timeout)
        if min(loaded.width, loaded.height) < SMALLEST_IMAGE_SIDE:
            return Collected(image=None)
        kept = await self._library.keep(loaded.picture)
        return Collected(
            image=NewsImage(
                source_url=url,
                sha256=kept.sha256,
                key=kept.key,
                stored_url=kept.url,
                width=loaded.width,
                height=loaded.height,
            )
        )

    async def picture(self, image: NewsImage) -> Picture:
        """See NewsImages."""
        return await self._library.get(image.key)
