"""A task that crashed twice without progress runs alone in a process: it can end only itself."""

import asyncio
import signal
import sys
from uuid import UUID

import structlog

_STOP_SECONDS = 5.0

log = structlog.get_logger(__name__)


async def run_isolated(task_id: UUID) -> int:
    """Start this worker's own command with ``--alone``; the child's exit code.

    Cancelling stops the child, which hands its task back.
    """
    command = [sys.executable, *sys.orig_argv[1:], "--alone", str(task_id)]
    child = await asyncio.create_subprocess_exec(*command)
    log.warning("task_isolated", task_id=str(task_id), pid=child.pid)
    try:
        code = await child.wait()
    except asyncio.CancelledError:
        child.send_signal(signal.SIGTERM)
        try:
            async with asyncio.timeout(_STOP_SECONDS):
                await child.wait()
        except TimeoutError:
            child.kill()
            await child.wait()
        raise
    log.warning("isolation_ended", task_id=str(task_id), exit_code=code)
    return code
