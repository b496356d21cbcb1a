"""Who called what, and how each call ended: what tests and people ask the sandbox."""

import asyncio
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import monotonic
from typing import Literal

from app.sandbox.endpoints import Endpoint

RECENT_CALLS = 200

Outcome = Literal["in_flight", "finished", "cancelled", "failed"]


@dataclass
class Call:
    """One call; a handler adds what is worth knowing to ``details``."""

    at: datetime
    details: dict[str, object] = field(default_factory=dict)
    outcome: Outcome = "in_flight"
    seconds: float | None = None

    def describe(self) -> dict[str, object]:
        """As shown by GET /control/calls."""
        return {
            "at": self.at.isoformat(),
            "outcome": self.outcome,
            "seconds": self.seconds,
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
        began = monotonic()
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
            call.seconds = round(monotonic() - began, 3)

    def describe(self) -> dict[str, object]:
        """As shown by GET /control/calls."""
        return {endpoint: calls.describe() for endpoint, calls in self._by_endpoint.items()}

    def reset(self) -> None:
        """Forget everything; calls still in flight end on the old counters."""
        self._by_endpoint = {endpoint: EndpointCalls() for endpoint in Endpoint}
