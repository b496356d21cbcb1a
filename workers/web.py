"""Search and the reading of pages, shared by a process's products."""

from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import httpx2

from app.config.provider_settings import SearchSettings
from app.services.outbound.client import SafeClient

if TYPE_CHECKING:
    from app.services.scraping.reader import WebPageReader
    from app.services.search.service import SearchService


@dataclass
class Web:
    """Imported and opened as products ask for it: no queue pays for what another needs."""

    settings: SearchSettings
    stack: AsyncExitStack
    safe: SafeClient
    plain: httpx2.AsyncClient
    _pages: "WebPageReader | None" = field(default=None, init=False)

    def search(self) -> "SearchService":
        """All configured engines."""
        from workers.search_engines import open_search

        return open_search(self.settings, self.plain)

    async def pages(self) -> "WebPageReader":
        """The one reader, whose process extracts the text of every product's pages."""
        if self._pages is None:
            self._pages = await self._open_pages()
        return self._pages

    async def _open_pages(self) -> "WebPageReader":
        from app.services.scraping.process import ExtractionProcess
        from app.services.scraping.reader import WebPageReader

        extraction = await self.stack.enter_async_context(ExtractionProcess())
        return WebPageReader(
            client=self.safe, extraction=extraction, timeout=self.settings.SEARCH_TIMEOUT
        )
