"""What the rest of the program knows of web pages."""

from typing import Protocol

from app.domain.search import ExtractedPage


class PageReader(Protocol):
    """Fetches a page safely and extracts its main text."""

    async def read(self, url: str) -> ExtractedPage:
        """Raise UnsafeUrl, or a ProviderError when there is no text to be had."""
        ...
