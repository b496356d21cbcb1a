"""An answer while it is made (SSE): its text, piece by piece, between its task's own events."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from fastapi import Request, Response

from app.api.sse import EventStream
from app.api.stream_place import Place
from app.dependencies import owner_of
from app.domain.errors import DatabaseDown, Draining
from app.domain.task import Json, StoredEvent, TaskStatus
from app.lifespan import Gateway
from app.tasks.token_text import TokenText
from app.tasks.tokens import TokenFeed
from app.tasks.views import TaskView

TOKEN_STREAM_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/event-stream": {}}, "description": "token, reset, done, failed, …"}
}

_ENDS = frozenset({"succeeded", "failed", "cancelled"})


def token_stream(
    gateway: Gateway, request: Request, task: TaskView, final: Callable[[TaskView], Json]
) -> Response:
    """``token {"text"}`` as the text grows, ``reset`` when it begins anew, the task's other events.

    Its last message is ``done`` with ``final`` of the ended task, or ``failed`` or ``cancelled``.
    What ``done`` says is the truth: a text that nobody could show meanwhile is in it all the same.
    """
    place = stream_place(gateway, request)
    if task.status.terminal and place.seq >= task.last_event:
        return Response(status_code=204)  # tells an EventSource to stop reconnecting
    owner = owner_of(request)
    gateway.tasks.refuse_stream(owner)
    return EventStream(_tell(gateway, task, place, owner, final))


def ended_stream(gateway: Gateway, request: Request, final: Json) -> Response:
    """``done`` alone: the answer outlived its task's story. Nothing for who has read that."""
    if stream_place(gateway, request).seq:
        return Response(status_code=204)

    async def told() -> AsyncGenerator[_Message]:
        yield _Message(str(Place(seq=1)), "done", final)

    return EventStream(told())


def stream_place(gateway: Gateway, request: Request) -> Place:
    """Where the reader stands. Raises 400, and Draining while the gateway stops."""
    if gateway.stopping.is_set():
        raise Draining
    return Place.parse(request.headers.get("last-event-id"))


@dataclass(frozen=True)
class _Message:
    """See Told."""

    id: str
    kind: str
    data: Json


async def _tell(
    gateway: Gateway,
    task: TaskView,
    place: Place,
    owner: str,
    final: Callable[[TaskView], Json],
) -> AsyncGenerator[_Message]:
    # Not in the first step of a task of its own: then the answer would have begun already.
    with gateway.tasks.admitted_events(task.id, place.seq, owner) as events:
        telling = _Telling(gateway.tokens, task, place)
        upcoming = _next(events)
        try:
            while True:
                awaited: set[asyncio.Future[Any]] = {upcoming, *telling.changed}
                await asyncio.wait(awaited, return_when=asyncio.FIRST_COMPLETED)
                for message in telling.text_since():
                    yield message
                if not upcoming.done():
                    continue
                event = upcoming.result()
                if event is None:
                    break
                for message in telling.heard(event):
                    yield message
                upcoming = _next(events)
            ended = await _ended(gateway, task)
            if ended is not None:
                await telling.catch_up()
                for message in telling.text_since():
                    yield message
                yield telling.end(ended, final)
        finally:
            telling.close()
            upcoming.cancel()
            await asyncio.gather(upcoming, return_exceptions=True)
            await events.aclose()


class _Telling:
    """One reader's place in the story and in the text of its latest attempt."""

    def __init__(self, feed: TokenFeed, task: TaskView, place: Place) -> None:
        self._feed = feed
        self._task = task
        self._place = place
        self._text: TokenText | None = None
        if place.seq and task.attempt:  # this attempt's start may have been told before
            self._text = feed.join(task.id, task.attempt)

    @property
    def changed(self) -> "set[asyncio.Future[None]]":
        """What to wait for."""
        return {self._text.changed} if self._text is not None else set()

    def text_since(self) -> Iterator[_Message]:
        """What the text has become."""
        text, place = self._text, self._place
        if text is None or (text.attempt, text.part) < (place.attempt, place.part):
            return
        if (text.attempt, text.part) != (place.attempt, place.part):
            self._place = Place(place.seq, text.attempt, text.part)
            if place.offset:
                yield self._message("reset", {})
        if len(text.text) > self._place.offset:
            new = text.text[self._place.offset :]
            self._place = replace(self._place, offset=len(text.text))
            yield self._message("token", {"text": new})

    def heard(self, event: StoredEvent) -> Iterator[_Message]:
        """The event as it is; ends are told by the task itself, which may have been requeued."""
        self._place = replace(self._place, seq=event.seq)
        if event.kind not in _ENDS:
            yield self._message(event.kind, event.data)
        if event.kind == "started":
            self._follow(event.data["attempt"])
            yield from self.text_since()

    async def catch_up(self) -> None:
        """What was written last may not have been read."""
        if self._text is not None:
            await self._feed.catch_up(self._text)

    def end(self, task: TaskView, final: Callable[[TaskView], Json]) -> _Message:
        """The last message."""
        self._place = replace(self._place, seq=task.last_event)
        if task.status is TaskStatus.SUCCEEDED:
            return self._message("done", final(task))
        return self._message(task.status.lower(), task.error or {})

    def close(self) -> None:
        """Watch no more."""
        if self._text is not None:
            self._feed.leave(self._text)

    def _follow(self, attempt: int) -> None:
        followed = self._text.attempt if self._text is not None else 0
        if attempt > followed and attempt >= self._task.attempt:
            self.close()
            self._text = self._feed.join(self._task.id, attempt)

    def _message(self, kind: str, data: Json) -> _Message:
        return _Message(str(self._place), kind, data)


def _next(events: AsyncGenerator[StoredEvent]) -> "asyncio.Future[StoredEvent | None]":
    return asyncio.ensure_future(anext(events, None))


async def _ended(gateway: Gateway, task: TaskView) -> TaskView | None:
    """None when the gateway stops or can't know: the reader comes back."""
    try:
        now = await gateway.tasks.get(task.id)
    except DatabaseDown:
        return None
    return now if now is not None and now.status.terminal else None
