"""Which endpoints answer for a model's name, in which order."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from app.domain.errors import ProviderError
from app.services.llm.endpoint import Endpoint

GEMINI_PREFIX = "gemini-"


@dataclass(frozen=True)
class Stop:
    """One endpoint on a route, and the model to ask it for."""

    endpoint: Endpoint
    model: str


class Routes:
    """Every model names at most one that stands in for it, so a route is a chain."""

    def __init__(self, endpoints: Sequence[Endpoint], default: str | None = None) -> None:
        """``default`` names the model for requests that name none: else the first."""
        self._by_name = {endpoint.place.name: endpoint for endpoint in endpoints}
        self._default = self._by_name.get(default or "") or next(iter(endpoints), None)

    def chain(self, name: str | None) -> list[Stop]:
        """The model called ``name``, then its stand-ins. Empty when no model is configured."""
        stop = self._first(name)
        chain: list[Stop] = []
        while stop and stop.endpoint not in [earlier.endpoint for earlier in chain]:
            chain.append(stop)
            stop = self._stop(self._by_name.get(stop.endpoint.place.fallback or ""))
        return chain

    async def probe(self) -> None:
        """Ask the default model and its stand-ins at once. Raises the first one's ProviderError."""
        asking = [asyncio.ensure_future(stop.endpoint.probe()) for stop in self.chain(None)]
        try:
            for answer in asyncio.as_completed(asking):
                with suppress(ProviderError):
                    await answer
                    return
            await asking[0]
        finally:
            for each in asking:
                each.cancel()
            await asyncio.gather(*asking, return_exceptions=True)

    def _first(self, name: str | None) -> Stop | None:
        if name is None or name in self._by_name:
            return self._stop(self._by_name.get(name or "") or self._default)
        # A server may know more models than the one it is configured for.
        endpoint = self._family(name) or self._default
        return Stop(endpoint, name) if endpoint else None

    def _family(self, name: str) -> Endpoint | None:
        if not name.startswith(GEMINI_PREFIX):
            return None
        of_gemini = (e for e in self._by_name.values() if e.place.name.startswith(GEMINI_PREFIX))
        return next(of_gemini, None)

    def _stop(self, endpoint: Endpoint | None) -> Stop | None:
        return Stop(endpoint, endpoint.place.model) if endpoint else None
