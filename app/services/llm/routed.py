"""An answer from whichever model of the route has one: tries, stand-ins, the cache."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import structlog

from app.domain.current_run import seconds_left, warn
from app.domain.errors import ProviderError, ProviderRefused, ProviderTimeout
from app.services.llm.cache import ResponseCache
from app.services.llm.draft import Draft
from app.services.llm.endpoint import Endpoint
from app.services.llm.protocol import Completion, ModelRequest, TextSink
from app.services.llm.reception import OutOfTime
from app.services.llm.routing import Routes, Stop
from app.services.retry import LONGEST_WAIT, provider_tries

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class _Hope:
    """How long one model is waited for, and which share of the time that is left it may use."""

    patience: float
    share: float
    last: bool

    def in_another_try(self, error: ProviderError, endpoint: Endpoint) -> bool:
        """Whether to ask the same model again.

        One that hangs would hang again while a stand-in could answer. A pause that the server
        itself asks for is no burden for it; every other retry is counted.
        """
        if isinstance(error, OutOfTime) or (isinstance(error, ProviderTimeout) and not self.last):
            return False
        return error.retry_after is not None or endpoint.may_retry()


# While another model could answer, nobody waits long for one, or leaves the other no time.
_BEFORE_FALLBACK = _Hope(patience=2.0, share=2 / 3, last=False)
_LAST = _Hope(patience=LONGEST_WAIT, share=1, last=True)


class RoutedModel:
    """Implements TextModel. ``tries`` bounds the calls of each endpoint for one answer."""

    def __init__(self, routes: Routes, *, tries: int, cache: ResponseCache | None = None) -> None:
        self._routes = routes
        self._tries = tries
        self._cache = cache

    async def complete(self, request: ModelRequest) -> Completion:
        """See TextModel."""
        return _told(await self._cached(request, None))

    async def stream(self, request: ModelRequest, sink: TextSink) -> Completion:
        """See TextModel."""
        return _told(await self._cached(request, Draft(sink)))

    async def _cached(self, request: ModelRequest, draft: Draft | None) -> Completion:
        chain = self._routes.chain(request.model)
        if not chain:
            raise ProviderRefused(
                "언어 모델이 설정되지 않았습니다. LLM_API_ENDPOINT나 GOOGLE_API_KEY를 설정하세요."
            )
        if self._cache is None or request.cache is None:
            return await self._answered(chain, request, draft)
        first = f"{chain[0].endpoint.place.address} {chain[0].model}"
        if known := await self._cache.get(request, first):
            if draft is not None:
                await draft.write(known.text)
            return known
        completion = await self._answered(chain, request, draft)
        if completion.instead_of is None:
            await self._cache.put(request, first, completion)
        return completion

    async def _answered(
        self, chain: Sequence[Stop], request: ModelRequest, draft: Draft | None
    ) -> Completion:
        for stop in chain[:-1]:
            try:
                completion = await self._tried(stop, request, draft, _BEFORE_FALLBACK)
                return _instead_of(chain[0], stop, completion)
            except ProviderError as exc:
                log.warning("llm_fallback", step=request.name, model=stop.model, reason=exc.slug)
        completion = await self._tried(chain[-1], request, draft, _LAST)
        return _instead_of(chain[0], chain[-1], completion)

    async def _tried(
        self, stop: Stop, request: ModelRequest, draft: Draft | None, hope: _Hope
    ) -> Completion:
        if request.urgent:
            hope = replace(hope, patience=0.0)
        async for attempt in provider_tries(
            self._tries,
            longest_wait=hope.patience,
            may_retry=lambda error: hope.in_another_try(error, stop.endpoint),
        ):
            with attempt:
                if draft is not None:
                    await draft.reset()
                patience = min(hope.patience, seconds_left())
                return await stop.endpoint.call(
                    stop.model, request, draft, patience=patience, share=hope.share
                )
        raise AssertionError("provider_tries ends with a result or an error")


def _instead_of(asked: Stop, answered: Stop, completion: Completion) -> Completion:
    if answered is asked:
        return completion
    return replace(completion, instead_of=asked.model)


def _told(completion: Completion) -> Completion:
    """With whoever waits for it warned."""
    for text in completion.warnings:
        warn(text)
    return completion
