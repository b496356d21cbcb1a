"""All configured engines at once."""

import asyncio
from collections.abc import Sequence
from itertools import chain, zip_longest

from app.domain.errors import AppError
from app.domain.search import SearchHit, SearchQuery
from app.services.retry import provider_tries
from app.services.search.protocol import SearchEngine, SearchOutcome
from app.services.search.sites import canonical_url

MOST_AT_ONCE = 8
TRIES = 2
NO_ENGINES = "설정된 검색 엔진이 없어 웹 검색을 하지 않았습니다."


class SearchService:
    """A Search: bounded, each failure one warning, no page twice."""

    def __init__(self, engines: Sequence[SearchEngine], *, timeout: float) -> None:
        """``engines`` in order of rank; ``timeout`` is what one call of one engine may take."""
        self._engines = engines
        self._timeout = timeout
        self._slots = asyncio.Semaphore(MOST_AT_ONCE)

    async def search(self, queries: list[SearchQuery]) -> SearchOutcome:
        """Hits round robin: the first of every engine and query, then the second, and so on."""
        if not self._engines:
            return SearchOutcome(warnings=[NO_ENGINES])
        warnings: list[str] = []
        async with asyncio.TaskGroup() as group:
            tasks = [
                group.create_task(self._hits(engine, query, warnings))
                for query in queries
                for engine in self._engines
            ]
        ranked = chain.from_iterable(zip_longest(*(task.result() for task in tasks)))
        by_page: dict[str, SearchHit] = {}
        for hit in ranked:
            if hit is not None:
                by_page.setdefault(canonical_url(hit.url), hit)
        return SearchOutcome(hits=list(by_page.values()), warnings=list(dict.fromkeys(warnings)))

    async def _hits(
        self, engine: SearchEngine, query: SearchQuery, warnings: list[str]
    ) -> list[SearchHit]:
        try:
            async with self._slots:
                return await self._with_retry(engine, query)
        except AppError as exc:
            reason = exc.detail.removeprefix(f"{engine.name}: ")
            warnings.append(f"{engine.name} 검색에 실패했습니다: {reason}")
            return []

    async def _with_retry(self, engine: SearchEngine, query: SearchQuery) -> list[SearchHit]:
        async for attempt in provider_tries(TRIES, longest_wait=self._timeout):
            with attempt:
                return await engine.search(query)
        raise AssertionError("provider_tries ends with a result or an error")
