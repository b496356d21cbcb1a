"""The story API as the demo uses it."""

from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any, cast

import httpx2

Json = dict[str, Any]

_SILENCE_SECONDS = 45.0  # the server sends a comment every 15 s
_LOOK_SECONDS = 5.0


class ServiceError(Exception):
    """The service did not do what was asked; the message is one sentence for the user."""


@dataclass(frozen=True)
class Told:
    """A server-sent event."""

    kind: str
    data: Json


@dataclass(frozen=True)
class StoryService:
    """Talks to one gateway."""

    address: str
    key: str | None

    async def edit(self, body: Json) -> AsyncGenerator[Told]:
        """The story's text as it is written; ``done`` comes last."""
        async with self._http(_SILENCE_SECONDS) as http:
            request = http.stream("POST", "/edit-scenario-stream", json=body)
            async for told in _events(request):
                yield told

    async def make_batch(self, items: list[Json]) -> AsyncGenerator[Told]:
        """``item_finished`` for each, then ``results``."""
        async with self._http(_SILENCE_SECONDS) as http:
            try:
                answer = await http.post("/scenarios/batch", json={"items": items})
                task = _checked(answer).json()
                async for told in _events(http.stream("GET", task["events_url"])):
                    yield told
                ended = _checked(await http.get(task["url"])).json()
            except httpx2.TransportError as exc:
                raise _unreachable() from exc
        if ended["error"]:
            raise ServiceError(ended["error"])
        yield Told("results", ended["results"])

    async def load(self) -> Json:
        """What /performance says."""
        try:
            async with self._http(_LOOK_SECONDS) as http:
                told: Json = _checked(await http.get("/performance")).json()
        except httpx2.TransportError as exc:
            raise _unreachable() from exc
        return told

    def _http(self, seconds: float) -> httpx2.AsyncClient:
        headers = {"X-API-Key": self.key} if self.key else {}
        return httpx2.AsyncClient(
            base_url=self.address, headers=headers, timeout=seconds, trust_env=False
        )


async def _events(
    request: AbstractAsyncContextManager[httpx2.Response],
) -> AsyncGenerator[Told]:
    try:
        async with request as answer:
            if answer.status_code >= 400:
                await answer.aread()
            _checked(answer)
            async for event in httpx2.EventSource(answer):
                if event.data:
                    yield Told(event.event, cast(Json, event.json()))
    except httpx2.TransportError as exc:
        raise _unreachable() from exc


def _checked(answer: httpx2.Response) -> httpx2.Response:
    if answer.status_code < 400:
        return answer
    try:
        problem = answer.json()
    except ValueError as exc:
        raise ServiceError(f"HTTP {answer.status_code}") from exc
    details = [problem["detail"], *(error["detail"] for error in problem.get("errors", ()))]
    raise ServiceError(" ".join(details))


def _unreachable() -> ServiceError:
    return ServiceError("서비스에 연결할 수 없습니다. ./scripts/start_services.sh로 시작하세요.")
