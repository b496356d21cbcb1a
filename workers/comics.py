"""Everything that a worker needs to make comics."""

from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass

import httpx2

from app.config.settings import Settings
from app.config.stand_ins import sandbox_notice
from app.embedded.endpoints import Endpoints
from app.services.images.automatic1111 import Automatic1111, api_root, basic_authorization
from app.services.images.service import ImageService
from app.services.llm.openai_compatible import (
    OpenAICompatibleModel,
    base_url,
    open_openai_compatible,
)
from app.services.llm.service import LLMService
from app.services.outbound.client import SafeClient
from app.services.outbound.probe import http_probe
from app.services.scraping.process import ExtractionProcess
from app.services.scraping.reader import WebPageReader
from app.services.search.google import GoogleSearch
from app.services.search.protocol import SearchEngine
from app.services.search.rss import RssFeed, feed_urls
from app.services.search.service import SearchService
from app.services.storage.protocol import ObjectStore
from app.tasks.presence import Probe
from app.workflows.checkpoint import checkpoint_pool
from app.workflows.comic_workflow import ComicServices
from workers.engine import Connections
from workers.handlers.comic import ComicHandler

_CHECKPOINT_CONNECTIONS = 5


@dataclass(frozen=True)
class Comics:
    """The handler and what goes with it."""

    handler: ComicHandler
    probes: Mapping[str, Probe]


async def open_comics(
    stack: AsyncExitStack,
    settings: Settings,
    endpoints: Endpoints,
    connections: Connections,
    safe: SafeClient,
    plain: httpx2.AsyncClient,
    store: ObjectStore,
) -> Comics:
    """Open the clients on ``stack``. The model and image addresses must be set."""
    if settings.LLM_API_ENDPOINT is None or settings.IMAGE_SERVER_URL is None:
        raise ValueError("missing_settings() comes first")
    model = await _open_model(stack, settings, settings.LLM_API_ENDPOINT)
    auth = settings.IMAGE_SERVER_AUTH
    images = Automatic1111(
        plain,
        settings.IMAGE_SERVER_URL,
        auth=auth.get_secret_value() if auth else None,
        steps=settings.IMAGE_STEPS,
        timeout=settings.IMAGE_TIMEOUT,
    )
    services = ComicServices(
        model=LLMService(
            model,
            connections.slots,
            endpoint=settings.LLM_API_ENDPOINT,
            concurrency=settings.LLM_MAX_CONCURRENCY,
            tries=max(1, settings.LLM_API_RETRIES),
        ),
        search=SearchService(_engines(settings, plain), timeout=settings.SEARCH_TIMEOUT),
        pages=WebPageReader(
            client=safe,
            extraction=await stack.enter_async_context(ExtractionProcess()),
            timeout=settings.SEARCH_TIMEOUT,
        ),
        images=ImageService(
            images,
            connections.slots,
            endpoint=settings.IMAGE_SERVER_URL,
            parallel=settings.IMAGE_MAX_PARALLEL_TASKS,
        ),
        store=store,
        max_pages=settings.SEARCH_MAX_PAGES,
        image_width=settings.IMAGE_WIDTH,
        image_height=settings.IMAGE_HEIGHT,
        public_base_url=settings.PUBLIC_BASE_URL or f"http://localhost:{settings.APP_PORT}",
        notice=sandbox_notice(settings),
    )
    checkpoints = checkpoint_pool(endpoints.postgres, _CHECKPOINT_CONNECTIONS)
    await stack.enter_async_context(checkpoints)
    return Comics(
        handler=ComicHandler(services, checkpoints, settings),
        probes=_probes(settings, plain),
    )


def _engines(settings: Settings, plain: httpx2.AsyncClient) -> list[SearchEngine]:
    engines: list[SearchEngine] = []
    if settings.GOOGLE_API_KEY and settings.GOOGLE_CSE_ID:
        google = GoogleSearch(
            client=plain,
            url=settings.GOOGLE_SEARCH_URL,
            key=settings.GOOGLE_API_KEY.get_secret_value(),
            engine_id=settings.GOOGLE_CSE_ID,
            timeout=settings.SEARCH_TIMEOUT,
        )
        engines.append(google)
    for url in feed_urls(settings.RSS_FEEDS):
        engines.append(RssFeed(client=plain, url=url, timeout=settings.SEARCH_TIMEOUT))
    return engines


async def _open_model(
    stack: AsyncExitStack, settings: Settings, endpoint: str
) -> OpenAICompatibleModel:
    key = settings.LLM_API_KEY
    return await stack.enter_async_context(
        open_openai_compatible(
            endpoint=endpoint,
            api_key=key.get_secret_value() if key else None,
            model=settings.DEFAULT_LLM_MODEL,
            timeout=settings.LLM_API_TIMEOUT,
            connections=settings.LLM_MAX_CONCURRENCY,
        )
    )


def _probes(settings: Settings, plain: httpx2.AsyncClient) -> Mapping[str, Probe]:
    key, auth = settings.LLM_API_KEY, settings.IMAGE_SERVER_AUTH
    return {
        "llm": http_probe(
            plain,
            "언어 모델",
            f"{base_url(settings.LLM_API_ENDPOINT or '')}/models",
            {"Authorization": f"Bearer {key.get_secret_value()}"} if key else {},
        ),
        "image": http_probe(
            plain,
            "이미지 서버",
            f"{api_root(settings.IMAGE_SERVER_URL or '')}/progress?skip_current_image=true",
            basic_authorization(auth.get_secret_value() if auth else None),
        ),
    }
