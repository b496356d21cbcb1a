"""The clock that a request is answered by, and how a request that waits on purpose gets more."""

import asyncio
from collections.abc import Callable
from types import TracebackType
from typing import Self

from fastapi import Request
from starlette.exceptions import HTTPException
from starlette.types import Scope

_KEY = "time_limit"

Late = Callable[[], HTTPException]


def _gateway_timeout() -> HTTPException:
    return HTTPException(504)


class TimeLimit:
    """Ends its block in time: raises what ``late`` makes, 504 by default."""

    def __init__(self, scope: Scope, seconds: float, late: Late = _gateway_timeout) -> None:
        self._clock = asyncio.timeout(seconds)
        self._late = late
        scope.setdefault("state", {})[_KEY] = self

    async def __aenter__(self) -> Self:
        await self._clock.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        raised: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            await self._clock.__aexit__(kind, raised, trace)
        except TimeoutError as exc:  # the clock's: a timeout of the block's own passes it by
            raise self._late() from exc

    def extend(self, seconds: float) -> None:
        """So much more time, with 504 at its end."""
        self._late = _gateway_timeout
        if (end := self._clock.when()) is not None:
            self._clock.reschedule(end + seconds)

    def lift(self) -> None:
        """From here on the block may last."""
        self._clock.reschedule(None)


def time_limit(request: Request) -> TimeLimit:
    """The innermost that this request is under."""
    limit: TimeLimit = request.scope["state"][_KEY]
    return limit
