"""Failpoints: what happens to a process before or after a commit that carries a named statement.

    NEWSUM_FAILPOINT=finish:after:kill          killed when its first finish has been committed
    NEWSUM_FAILPOINT=finish_step:before:freeze:3  frozen when its third step wants to commit
    NEWSUM_FAILPOINT=fence:within:freeze        frozen in a transaction, before its first fence

Operations are the names of the statements in the ``.sql`` files of the product, and ``checkpoint``.
"""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Set
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NoReturn, Self, get_args

ARMED = "NEWSUM_FAILPOINT"
FIRED = "NEWSUM_FAILPOINT_FIRED"

# Longer than the lease of these tests, shorter than what a database call may take.
DELAY_SECONDS = 2.0

Moment = Literal["within", "before", "after"]
Action = Literal["kill", "freeze", "raise", "delay"]

# Ends the connection and raises what its driver raises then.
Break = Callable[[], Awaitable[NoReturn]]


@dataclass(frozen=True)
class Failpoint:
    """One commit of one process, and what befalls the process there."""

    operation: str
    moment: Moment
    action: Action
    time: int = 1

    @classmethod
    def parse(cls, text: str) -> Self:
        """From the environment; ValueError for what is none."""
        operation, moment, action, *time = text.split(":")
        if moment not in get_args(Moment) or action not in get_args(Action) or len(time) > 1:
            raise ValueError(f"not a failpoint: {text}")
        return cls(operation, moment, action, *map(int, time))

    def __str__(self) -> str:
        point = f"{self.operation}:{self.moment}:{self.action}"
        return point if self.time == 1 else f"{point}:{self.time}"

    @property
    def stops(self) -> bool:
        """Whether somebody else must take over."""
        return self.action in ("kill", "freeze")

    def environment(self, fired: Path) -> dict[str, str]:
        """For the process; it makes the file ``fired`` before it suffers."""
        return {ARMED: str(self), FIRED: str(fired)}


class Trap:
    """A failpoint in the process that it belongs to."""

    def __init__(self, failpoint: Failpoint, fired: Path) -> None:
        self._failpoint = failpoint
        self._fired = fired
        self._times = 0
        self._thawed = False

    async def within(self, statement: str, broken: Break) -> None:
        """In a transaction, before ``statement``."""
        await self._reach("within", {statement}, broken)

    @asynccontextmanager
    async def commit(self, statements: Set[str], broken: Break) -> AsyncIterator[None]:
        """Around a commit that carries ``statements``."""
        if self._thawed and "heartbeat" in statements:
            # A heartbeat in time would cancel what must meet the fence.
            self._thawed = False
            await asyncio.sleep(DELAY_SECONDS)
        await self._reach("before", statements, broken)
        yield
        await self._reach("after", statements, broken)

    async def _reach(self, moment: Moment, statements: Set[str], broken: Break) -> None:
        failpoint = self._failpoint
        if moment != failpoint.moment or failpoint.operation not in statements:
            return
        self._times += 1
        if self._times == failpoint.time:
            self._fired.touch()
            await _suffer(failpoint.action, broken)
            self._thawed = failpoint.action == "freeze"


async def _suffer(action: Action, broken: Break) -> None:
    match action:
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "freeze":
            os.kill(os.getpid(), signal.SIGSTOP)
        case "raise":
            await broken()
        case "delay":
            await asyncio.sleep(DELAY_SECONDS)
