"""The language models, shared by every product of a worker process."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.config.provider_settings import LlmSettings, ModelEntry
from app.repositories.llm_usage import LlmUsageRepository
from app.services.llm.breaker import Breaker
from app.services.llm.cache import ResponseCache
from app.services.llm.client import ModelClient
from app.services.llm.endpoint import Endpoint, Place
from app.services.llm.openai_compatible import base_url, open_openai_compatible
from app.services.llm.reception import Limits
from app.services.llm.routed import RoutedModel
from app.services.llm.routing import Routes
from app.services.llm.service import LLMService
from app.tasks.presence import Probe
from workers.workshop import Workshop

_PROBE = "llm"
_PROBING = 1  # connections beside those of calls, so that a probe never waits for one


@dataclass(frozen=True)
class Models:
    """The service and the probes of what stands behind it."""

    service: LLMService
    probes: Mapping[str, Probe]


async def initialize_llm_async(workshop: Workshop) -> Models:
    """Open the clients of every configured model. There may be none: then every call is refused."""
    settings = workshop.settings
    endpoints = [await _opened(workshop, entry) for entry in _entries(settings)]
    if settings.gemini_key is not None:
        endpoints.append(await _opened_gemini(workshop, settings.gemini_key.get_secret_value()))
    routes = Routes(endpoints, settings.DEFAULT_LLM_MODEL)
    model = RoutedModel(
        routes,
        tries=max(1, settings.LLM_API_RETRIES),
        cache=ResponseCache(workshop.connections.redis),
    )
    return Models(LLMService(model), _probes(routes, endpoints))


def _probes(routes: Routes, endpoints: Sequence[Endpoint]) -> dict[str, Probe]:
    """Whether a call that names no model is answered, by whichever; of several also each alone."""
    each = {f"{_PROBE}:{endpoint.place.name}": endpoint.probe for endpoint in endpoints}
    if not endpoints:
        return {}
    return {_PROBE: routes.probe, **(each if len(endpoints) > 1 else {})}


def _entries(settings: LlmSettings) -> list[ModelEntry]:
    """The OpenAI-compatible ones, the plainly configured one first."""
    if settings.LLM_API_ENDPOINT is None:
        return list(settings.LLM_MODELS)
    plain = ModelEntry(
        name=settings.DEFAULT_LLM_MODEL,
        endpoint=settings.LLM_API_ENDPOINT,
        api_key=settings.LLM_API_KEY,
        fallback=settings.LLM_FALLBACK_MODEL,
        limit_field=settings.LLM_LIMIT_FIELD,
        starts_thinking=settings.LLM_STARTS_THINKING,
    )
    return [plain, *settings.LLM_MODELS]


async def _opened(workshop: Workshop, entry: ModelEntry) -> Endpoint:
    settings = workshop.settings
    concurrency = entry.concurrency or settings.LLM_MAX_CONCURRENCY
    client = await workshop.stack.enter_async_context(
        open_openai_compatible(
            endpoint=entry.endpoint,
            api_key=entry.api_key.get_secret_value() if entry.api_key else None,
            timeout=max(
                settings.LLM_API_TIMEOUT,
                settings.LLM_FIRST_TOKEN_TIMEOUT,
                settings.LLM_STREAM_TIMEOUT,
                settings.LLM_IDLE_TIMEOUT,
            ),
            connections=concurrency + _PROBING,
            limit_field=entry.limit_field,
            starts_thinking=entry.starts_thinking,
        )
    )
    place = Place(
        name=entry.name,
        address=base_url(entry.endpoint),
        model=entry.model or entry.name,
        concurrency=concurrency,
        fallback=entry.fallback,
    )
    return _endpoint(workshop, place, client)


async def _opened_gemini(workshop: Workshop, key: str) -> Endpoint:
    """The default model stands in for it, or the first there is when none is called that."""
    from app.services.llm.gemini import open_gemini

    settings = workshop.settings
    client = await workshop.stack.enter_async_context(
        open_gemini(
            endpoint=settings.GEMINI_API_ENDPOINT,
            api_key=key,
            thinking_budget=settings.GEMINI_THINKING_BUDGET,
            timeout=max(settings.LLM_API_TIMEOUT, settings.LLM_STREAM_TIMEOUT),
            connections=settings.LLM_MAX_CONCURRENCY + _PROBING,
        )
    )
    place = Place(
        name=settings.GEMINI_MODEL,
        address=settings.GEMINI_API_ENDPOINT,
        model=settings.GEMINI_MODEL,
        concurrency=settings.LLM_MAX_CONCURRENCY,
        fallback=stand_in(settings),
    )
    return _endpoint(workshop, place, client)


def stand_in(settings: LlmSettings) -> str | None:
    """The name of the model that answers when Gemini does not."""
    names = [entry.name for entry in _entries(settings)]
    default = settings.DEFAULT_LLM_MODEL
    return default if default in names else next(iter(names), None)


def _endpoint(workshop: Workshop, place: Place, client: ModelClient) -> Endpoint:
    settings = workshop.settings
    limits = Limits(
        whole=settings.LLM_API_TIMEOUT,
        first_piece=settings.LLM_FIRST_TOKEN_TIMEOUT,
        silence=settings.LLM_IDLE_TIMEOUT,
        stream=settings.LLM_STREAM_TIMEOUT,
    )
    return Endpoint(
        place,
        client,
        workshop.connections.slots,
        limits=limits,
        breaker=Breaker(settings.LLM_BREAKER_FAILURES, settings.LLM_BREAKER_SECONDS),
        usage=LlmUsageRepository(workshop.connections.db),
        calls=workshop.connections.stats.calls,
    )
