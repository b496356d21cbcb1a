"""One model server: its share of calls here and in the fleet, its limits, its breaker."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

import structlog

from app.domain.errors import AppError
from app.observability.timings import Timings
from app.services.llm.breaker import Breaker
from app.services.llm.client import ModelClient
from app.services.llm.protocol import Completion, ModelRequest, TextSink
from app.services.llm.reception import Limits, Received, judged, receive, receive_stream
from app.services.slots import Slots

log = structlog.get_logger(__name__)


class UsageRecorder(Protocol):
    """Where the tokens of every answered call are counted, whatever became of the answer."""

    async def record(self, model: str, prompt_tokens: int, completion_tokens: int) -> None:
        """One call of ``model``, for the run that is going on."""
        ...


@dataclass(frozen=True)
class Place:
    """Where a model is found. ``name`` is ours, ``model`` what its server calls it.

    ``address`` names the server to the fleet's limit; ``fallback`` the model that stands in.
    """

    name: str
    address: str
    model: str
    concurrency: int
    fallback: str | None = None


class Endpoint:
    """Calls go through here, one try each."""

    def __init__(
        self,
        place: Place,
        client: ModelClient,
        slots: Slots,
        *,
        limits: Limits,
        breaker: Breaker,
        usage: UsageRecorder | None = None,
        calls: Timings | None = None,
    ) -> None:
        """``calls`` counts them by endpoint and end."""
        self.place = place
        self._client = client
        self._slots = slots
        self._limits = limits
        self._breaker = breaker
        self._usage = usage
        self._calls = calls or Timings("endpoint", "end")
        self._here = asyncio.Semaphore(place.concurrency)

    async def ready(self, patience: float) -> None:
        """Return when its breaker lets calls through; raise after ``patience`` seconds."""
        await self._breaker.passage(patience)

    async def call(self, model: str, request: ModelRequest, sink: TextSink | None) -> Completion:
        """One call of ``model``, streamed when there is a ``sink``. Raises ProviderError."""
        place = self.place
        async with self._here, self._slots.hold(place.address, place.concurrency):
            with self._breaker.call(), self._counted():
                started = time.monotonic()
                reply = await self._received(model, request, sink)
        log.info(
            "llm_call",
            step=request.name,
            endpoint=place.name,
            model=reply.model,
            seconds=round(time.monotonic() - started, 3),
            prompt_tokens=reply.prompt_tokens,
            completion_tokens=reply.completion_tokens,
        )
        named = reply.model or model
        if self._usage is not None:
            await self._usage.record(named, reply.prompt_tokens or 0, reply.completion_tokens or 0)
        return Completion(
            text=judged(reply, request),
            prompt_tokens=reply.prompt_tokens,
            completion_tokens=reply.completion_tokens,
            model=named,
            finish="length" if reply.finish == "length" else "stop",
        )

    async def probe(self) -> None:
        """Whether it answers at all, for /health. Raises ProviderError."""
        await self._client.probe(self.place.model)

    @contextmanager
    def _counted(self) -> Iterator[None]:
        began, end = time.monotonic(), "ok"
        try:
            yield
        except BaseException as exc:
            end = exc.slug if isinstance(exc, AppError) else "cancelled"
            raise
        finally:
            self._calls.add(self.place.name, end, seconds=time.monotonic() - began)

    async def _received(self, model: str, request: ModelRequest, sink: TextSink | None) -> Received:
        if sink is None:
            return await receive(self._client, model, request, self._limits)
        return await receive_stream(self._client, model, request, self._limits, sink)
