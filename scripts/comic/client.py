"""The comics API as a script uses it."""

import time
import uuid
from collections.abc import Iterator
from typing import Any

import httpx2

from app.domain.task import StoredEvent
from scripts.comic.problems import in_words

TERMINAL = frozenset({"succeeded", "failed", "cancelled"})
SILENCE_SECONDS = 45.0  # the server sends a comment every 15 s
GIVE_UP_SECONDS = 120.0
RETRY_SECONDS = 1.0


class ServiceError(Exception):
    """The service did not do what was asked; the message is one sentence for the user."""


class ComicsClient:
    """Talks to one gateway."""

    def __init__(self, base_url: str, api_key: str | None) -> None:
        """Proxies in the environment are not for a service of one's own."""
        self._http = httpx2.Client(
            base_url=base_url,
            headers={"X-API-Key": api_key} if api_key else {},
            timeout=httpx2.Timeout(10, read=SILENCE_SECONDS),
            trust_env=False,
        )

    def submit(self, data: dict[str, Any]) -> str:
        """The new comic's id. A repeat after a broken connection makes no second comic."""
        key = str(uuid.uuid4())
        for attempt in range(3):
            try:
                reply = self._http.post(
                    "/api/v1/comics", json={"data": data}, headers={"Idempotency-Key": key}
                )
            except httpx2.TransportError as exc:
                if attempt == 2:
                    raise ServiceError(self._unreachable(exc)) from exc
                time.sleep(RETRY_SECONDS)  # noqa: TID251 - a script, no loop runs here
                continue
            _check(reply)
            return str(reply.json()["comic_id"])
        raise AssertionError("unreachable")

    def get(self, comic_id: str) -> dict[str, Any]:
        """The whole comic."""
        try:
            reply = self._http.get(f"/api/v1/comics/{comic_id}")
        except httpx2.TransportError as exc:
            raise ServiceError(self._unreachable(exc)) from exc
        _check(reply)
        comic: dict[str, Any] = reply.json()
        return comic

    def events(self, comic_id: str) -> Iterator[StoredEvent]:
        """The comic's story to its end, over as many connections as it takes."""
        last = 0
        give_up = time.monotonic() + GIVE_UP_SECONDS
        while time.monotonic() < give_up:
            try:
                for event in self._listen(comic_id, last):
                    yield event
                    last = event.seq
                    give_up = time.monotonic() + GIVE_UP_SECONDS
                    if event.kind in TERMINAL:
                        return
            except httpx2.TransportError:
                pass  # the loop connects again and goes on after the last event
            time.sleep(RETRY_SECONDS)  # noqa: TID251 - a script, no loop runs here
        raise ServiceError("진행 상황을 더 받을 수 없습니다 (lost the event stream).")

    def _listen(self, comic_id: str, last: int) -> Iterator[StoredEvent]:
        headers = {"Last-Event-ID": str(last)} if last else {}
        with self._http.sse(f"/api/v1/comics/{comic_id}/events", headers=headers) as source:
            if source.response.status_code in (429, 503):
                return
            if source.response.is_error:
                source.response.read()
                _check(source.response)
            for event in source:
                if event.data:
                    data: Any = event.json()
                    yield StoredEvent(seq=int(event.id), kind=event.event, data=data)

    def _unreachable(self, exc: Exception) -> str:
        return f"{self._http.base_url}에 연결할 수 없습니다 (cannot connect): {exc}"


def _check(reply: httpx2.Response) -> None:
    if reply.is_success:
        return
    try:
        problem = reply.json()
        reason = in_words(problem.get("errors", [])) or str(problem["detail"])
    except (ValueError, KeyError, AttributeError):
        reason = reply.text[:200]
    raise ServiceError(f"요청이 거절되었습니다 ({reply.status_code}): {reason}")
