"""The clock that a request is answered by, and how a request that waits on purpose gets more."""

import asyncio

from fastapi import Request
from starlette.types import Scope

_CLOCK = "clock"


def keep_time(scope: Scope, clock: asyncio.Timeout) -> None:
    """``clock`` is this request's limit."""
    scope.setdefault("state", {})[_CLOCK] = clock


def extend_time_limit(request: Request, seconds: float) -> None:
    """Give this request ``seconds`` more, because its client asked to wait."""
    clock: asyncio.Timeout = request.scope["state"][_CLOCK]
    limit = clock.when()
    if limit is not None:
        clock.reschedule(limit + seconds)
