"""The language models, shared by every product of a worker process."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.services.llm.openai_compatible import base_url, open_openai_compatible
from app.services.llm.service import LLMService
from app.services.outbound.probe import http_probe
from app.tasks.presence import Probe
from workers.workshop import Workshop


@dataclass(frozen=True)
class Models:
    """The service and the probes of what stands behind it."""

    service: LLMService
    probes: Mapping[str, Probe]


async def open_models(workshop: Workshop) -> Models:
    """Open the clients. The model's address must be set."""
    settings, stack = workshop.settings, workshop.stack
    endpoint = settings.LLM_API_ENDPOINT
    if endpoint is None:
        raise ValueError("missing_settings() comes first")
    key = settings.LLM_API_KEY.get_secret_value() if settings.LLM_API_KEY else None
    model = await stack.enter_async_context(
        open_openai_compatible(
            endpoint=endpoint,
            api_key=key,
            model=settings.DEFAULT_LLM_MODEL,
            timeout=settings.LLM_API_TIMEOUT,
            connections=settings.LLM_MAX_CONCURRENCY,
        )
    )
    service = LLMService(
        model,
        workshop.connections.slots,
        endpoint=endpoint,
        concurrency=settings.LLM_MAX_CONCURRENCY,
        tries=max(1, settings.LLM_API_RETRIES),
    )
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    probe = http_probe(workshop.plain, "언어 모델", f"{base_url(endpoint)}/models", headers)
    return Models(service, {"llm": probe})
