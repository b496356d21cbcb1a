"""A task that crashed twice without progress runs alone in a process: it can end only itself."""

import asyncio
import sys
from uuid import UUID

import structlog

log = structlog.get_logger(__name__)


async def run_isolated(task_id: UUID, stop: asyncio.Event, stop_seconds: float) -> None:
    """Start this worker's own command with ``--alone`` and wait for its end.

    When ``stop`` is set the child is told so, and has ``stop_seconds`` to hand its task back.
    """
    command = [sys.executable, *sys.orig_argv[1:], "--alone", str(task_id)]
    child = await asyncio.create_subprocess_exec(*command)
    log.warning("task_isolated", task_id=str(task_id), pid=child.pid)
    ended, stopped = asyncio.ensure_future(child.wait()), asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait({ended, stopped}, return_when=asyncio.FIRST_COMPLETED)
        if not ended.done():
            child.terminate()
            await asyncio.wait({ended}, timeout=stop_seconds)
    finally:
        stopped.cancel()
        if not ended.done():
            child.kill()
        code = await asyncio.shield(ended)
    log.warning("isolation_ended", task_id=str(task_id), exit_code=code)
