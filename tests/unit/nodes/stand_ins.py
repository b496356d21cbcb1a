"""In-memory ports for node tests that are about something else."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from io import BytesIO

from PIL import Image

from app.domain.errors import NotFound, ProviderError
from app.domain.search import ExtractedPage, SearchHit, SearchQuery
from app.domain.steps import Result
from app.domain.task import Event
from app.services.images.protocol import ImageRequest
from app.services.search.protocol import SearchOutcome
from app.services.storage.protocol import StoredObject


@dataclass
class FoundSearch:
    """Finds the same hits for everything."""

    hits: list[SearchHit] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    asked: list[SearchQuery] = field(default_factory=list)

    async def search(self, queries: list[SearchQuery]) -> SearchOutcome:
        self.asked.extend(queries)
        return SearchOutcome(hits=self.hits, warnings=self.warnings)


@dataclass
class Shelf:
    """Pages by address; an error in place of a page is raised."""

    pages: dict[str, ExtractedPage | ProviderError] = field(default_factory=dict)
    read_urls: list[str] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0

    async def read(self, url: str) -> ExtractedPage:
        self.read_urls.append(url)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(0.001)
        self.at_once -= 1
        page = self.pages[url]
        if isinstance(page, ProviderError):
            raise page
        return page


@dataclass
class Cupboard:
    """An ObjectStore in a dict; with a ``base`` it has addresses of its own, like a bucket."""

    base: str | None = None
    files: dict[str, bytes] = field(default_factory=dict)

    async def put(self, key: str, content: bytes, content_type: str) -> StoredObject:
        self.files[key] = content
        return StoredObject(key=key, url=f"{self.base}/{key}" if self.base else None)

    async def get(self, key: str) -> bytes:
        if key not in self.files:
            raise NotFound
        return self.files[key]

    async def delete_prefix(self, prefix: str) -> None:
        self.files = {k: v for k, v in self.files.items() if not k.startswith(prefix)}


@dataclass
class Ledger:
    """A StepLedger in a dict."""

    done: dict[str, str] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)

    async def once(
        self,
        key: str,
        step: Callable[[], Awaitable[Result]],
        result_type: type[Result],
        *,
        event: Callable[[Result], Event] | None = None,
    ) -> Result:
        if key in self.done:
            return result_type.model_validate_json(self.done[key])
        result = await step()
        self.done[key] = result.model_dump_json()
        if event:
            self.events.append(event(result))
        return result


@dataclass
class Painter:
    """An ImageGenerator that paints one colour; what ``fails`` maps a word to is raised for it."""

    fails: dict[str, Exception] = field(default_factory=dict)
    asked: list[ImageRequest] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0

    async def generate(self, request: ImageRequest) -> bytes:
        self.asked.append(request)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(0.001)
        self.at_once -= 1
        for word, error in self.fails.items():
            if word in request.prompt:
                raise error
        png = BytesIO()
        Image.new("RGB", (request.width, request.height), "teal").save(png, "PNG")
        return png.getvalue()
