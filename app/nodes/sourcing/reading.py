"""Reads pages at once, bounded; a page that can't be read is a warning, not a failure."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from app.domain.errors import ProviderError, UnsafeUrl
from app.domain.search import Article, ExtractedPage, SearchHit
from app.nodes.sourcing.material import Material, from_article, from_page, host
from app.nodes.task_group import task_group
from app.services.scraping.protocol import PageReader

AT_ONCE = 4

Item = TypeVar("Item", Article, SearchHit)


@dataclass
class Reading:
    """One node's reading; ``warnings`` grows as pages fail."""

    pages: PageReader
    warnings: list[str] = field(default_factory=list)
    _gate: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    async def articles(self, articles: Sequence[Article]) -> list[Material]:
        """The caller's own, in order."""
        return await self._all(self._article, articles)

    async def hits(self, hits: Sequence[SearchHit]) -> list[Material]:
        """What searches found, in order."""
        return await self._all(self._hit, hits)

    async def _all(
        self, read: Callable[[Item], Awaitable[Material | None]], items: Sequence[Item]
    ) -> list[Material]:
        async def bounded(item: Item) -> Material | None:
            async with self._gate:
                return await read(item)

        async with task_group() as group:
            tasks = [group.create_task(bounded(item)) for item in items]
        return [material for task in tasks if (material := task.result())]

    async def _article(self, article: Article) -> Material | None:
        page = await self._page(article.url) if article.url and not article.text else None
        if article.url and not article.text and not page:
            return None
        return self._with_text(from_article(article, page))

    async def _hit(self, hit: SearchHit) -> Material | None:
        page = await self._page(hit.url)
        return self._with_text(from_page(hit, page)) if page else None

    async def _page(self, url: str) -> ExtractedPage | None:
        try:
            return await self.pages.read(url)
        except (UnsafeUrl, ProviderError) as exc:
            reason = exc.detail.removeprefix(f"{host(url)}: ")
            self.warnings.append(f"{host(url)}의 글을 읽지 못했습니다: {reason}")
            return None

    def _with_text(self, material: Material) -> Material | None:
        if material.text:
            return material
        self.warnings.append(f"{material.name}에는 읽을 글이 없습니다.")
        return None
