"""What the script's research knows of images in the news."""

from typing import Protocol

from pydantic import BaseModel

from app.domain.script_news import NewsImage
from app.services.llm.protocol import Picture


class Collected(BaseModel):
    """None: too small to be of use."""

    image: NewsImage | None


class NewsImages(Protocol):
    """Downloads images, few at a time, and keeps them."""

    async def collect(self, url: str) -> Collected:
        """Raise a ProviderError, UnsafeUrl or StorageFull when the image can't be had."""
        ...

    async def picture(self, image: NewsImage) -> Picture:
        """A collected image, for a model that can see."""
        ...
