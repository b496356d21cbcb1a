"""The process's own loops: one bad round never ends a worker with everything that it runs."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import NoReturn

import structlog

from app.cancellation import raise_if_cancelled
from app.domain.errors import DatabaseDown

log = structlog.get_logger(__name__)


async def repeat(step: Callable[[], Awaitable[object]], *, every: float, name: str) -> NoReturn:
    """Call ``step`` every ``every`` seconds until cancelled, whatever a round raises."""
    while True:
        await survive(step, name=name)
        await asyncio.sleep(every)


async def survive(step: Callable[[], Awaitable[object]], *, name: str) -> None:
    """One round: its failure is logged, and the next one tries again."""
    try:
        await step()
    except DatabaseDown:
        raise_if_cancelled()
        log.warning(f"{name}_skipped", reason="database_down")
    except Exception:  # a defect or a bad row: told, not fatal
        raise_if_cancelled()
        log.exception(f"{name}_failed")
