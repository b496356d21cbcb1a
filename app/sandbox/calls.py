"""Who called what, and how each call ended: what tests and people ask the sandbox."""

import asyncio
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from app.sandbox.endpoints import Endpoint

RECENT_CALLS = 200

Outcome = Literal["in_flight", "finished", "cancelled", "failed"]


@dataclass
class Call:
    """One call; a handler adds what is worth knowing to ``details``.

    ``ended`` is when the answer was complete or, of a cancelled call, when the client left.
    ``messages`` is what a model was sent.
    """

    at: datetime
    details: dict[str, object] = field(default_factory=dict)
    outcome: Outcome = "in_flight"
    ended: datetime | None = None
    messages: list[dict[str, object]] = field(default_factory=list)

    def describe(self) -> dict[str, object]:
        """As shown by GET /control/calls."""
        return {
            "at": self.at.isoformat(),
            "outcome": self.outcome,
            "ended": self.ended and self.ended.isoformat(),
            "seconds": self.ended and round((self.ended - self.at).total_seconds(), 3),
            **self.details,
        }


@dataclass
class EndpointCalls:
    """Counters of one endpoint; a call that was answered with an error counts as finished."""

    started: int = 0
    finished: int = 0
    cancelled: int = 0
    failed: int = 0
    max_in_flight: int = 0
    recent: deque[Call] = field(default_factory=lambda: deque(maxlen=RECENT_CALLS))

    @property
    def in_flight(self) -> int:
        return self.started - self.finished - self.cancelled - self.failed

    def describe(self) -> dict[str, object]:
        """As shown by GET /control/calls."""
        return {
            "started": self.started,
            "finished": self.finished,
            "cancelled": self.cancelled,
            "failed": self.failed,
            "in_flight": self.in_flight,
            "max_in_flight": self.max_in_flight,
            "recent": [call.describe() for call in self.recent],
        }


class Calls:
    """The accounting of all endpoints."""

    def __init__(self) -> None:
        self._by_endpoint = {endpoint: EndpointCalls() for endpoint in Endpoint}

    @contextmanager
    def track(self, endpoint: Endpoint | str) -> Iterator[Call]:
        """Count the call that runs inside; a cancellation (the client left) is noted as such."""
        counters = self._by_endpoint[Endpoint(endpoint)]
        call = Call(at=datetime.now(UTC))
        counters.started += 1
        counters.max_in_flight = max(counters.max_in_flight, counters.in_flight)
        counters.recent.append(call)
        try:
            yield call
        except asyncio.CancelledError:
            counters.cancelled += 1
            call.outcome = "cancelled"
            raise
        except BaseException:
            counters.failed += 1
            call.outcome = "failed"
            raise
        else:
            counters.finished += 1
            call.outcome = "finished"
        finally:
            call.ended = datetime.now(UTC)

    def describe(self) -> dict[str, object]:
        """As shown by GET /control/calls."""
        return {endpoint: calls.describe() for endpoint, calls in self._by_endpoint.items()}

    def with_messages(self, endpoint: Endpoint) -> list[dict[str, object]]:
        """The latest calls of a model, each with the messages that it was sent."""
        recent = self._by_endpoint[endpoint].recent
        return [{**call.describe(), "messages": call.messages} for call in recent]

    def reset(self) -> None:
        """Forget everything; calls still in flight end on the old counters."""
        self._by_endpoint = {endpoint: EndpointCalls() for endpoint in Endpoint}
