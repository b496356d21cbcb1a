"""One model server: its share of calls here and in the fleet, its limits, its breaker."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

import structlog

from app.domain.current_run import seconds_left
from app.domain.errors import AppError
from app.observability.timings import Timings
from app.services.llm.breaker import Breaker
from app.services.llm.client import ModelClient
from app.services.llm.protocol import Completion, ModelRequest, TextSink
from app.services.llm.reception import Limits, Received, judged, receive, receive_stream
from app.services.llm.retry_budget import RetryBudget
from app.services.slots import Slots

_RESERVE = 1.0  # seconds of a run's time to write how it ended

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
        self._retries = RetryBudget()

    async def call(
        self,
        model: str,
        request: ModelRequest,
        sink: TextSink | None,
        *,
        patience: float,
        share: float = 1,
    ) -> Completion:
        """One call of ``model``, streamed when there is a ``sink``. Raises ProviderError.

        It waits up to ``patience`` seconds for its breaker, and takes at most its ``share`` of the
        time that the run has left.
        """
        reply = await self._admitted(model, request, sink, patience, share)
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

    def may_retry(self) -> bool:
        """Whether its budget has one more retry."""
        return self._retries.spend()

    async def probe(self) -> None:
        """Whether it answers at all, for /health. Raises ProviderError."""
        await self._client.probe(self.place.model)

    async def _admitted(
        self,
        model: str,
        request: ModelRequest,
        sink: TextSink | None,
        patience: float,
        share: float,
    ) -> Received:
        give_up = time.monotonic() + patience
        while True:
            await self._breaker.passage(give_up - time.monotonic())
            async with self._here, self._slots.hold(self.place.address, self.place.concurrency):
                if self._breaker.closed:  # it was asked before this call stood in line
                    left = share * (seconds_left() - _RESERVE)
                    return await self._received(model, request, sink, left)

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

    async def _received(
        self, model: str, request: ModelRequest, sink: TextSink | None, left: float
    ) -> Received:
        started = time.monotonic()
        self._retries.earn()
        with self._breaker.call(), self._counted():
            if sink is None:
                reply = await receive(self._client, model, request, self._limits, left)
            else:
                reply = await receive_stream(self._client, model, request, self._limits, sink, left)
        log.info(
            "llm_call",
            step=request.name,
            endpoint=self.place.name,
            model=reply.model,
            seconds=round(time.monotonic() - started, 3),
            prompt_tokens=reply.prompt_tokens,
            completion_tokens=reply.completion_tokens,
        )
        return reply
