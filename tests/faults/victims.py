"""A process with a failpoint, seen from the test that waits for it."""

import asyncio
import signal
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import get_args
from uuid import UUID

import psutil
import pytest

from tests.faults.failpoints import Action, Failpoint, Moment
from tests.faults.invariants import Reader
from tests.faults.processes import ForkedProcess

# All that a run may write behind its fence. Probes note a start without one.
STORY = """
    SELECT to_jsonb(t)::text FROM tasks t WHERE id = $1
    UNION ALL SELECT to_jsonb(e)::text FROM task_events e WHERE task_id = $1
    UNION ALL SELECT to_jsonb(s)::text FROM task_steps s WHERE task_id = $1
    UNION ALL SELECT to_jsonb(o)::text FROM outbox o WHERE task_id = $1
    UNION ALL SELECT to_jsonb(c)::text FROM comics c WHERE task_id = $1
    UNION ALL SELECT to_jsonb(p)::text
              FROM comic_panels p JOIN comics c USING (comic_id) WHERE c.task_id = $1
    UNION ALL SELECT concat_ws(' ', k.thread_id, k.checkpoint_id, k.parent_checkpoint_id)
              FROM checkpoints k JOIN comics c ON k.thread_id = c.comic_id || ':' || c.version
              WHERE c.task_id = $1
"""

TAKEN_OVER = """
    SELECT 1 FROM tasks WHERE id = $1 AND CASE status
        WHEN 'RUNNING' THEN split_part(worker, ':', 2) = $2 ELSE finished_at IS NOT NULL END
"""

# A worker that is frozen while it waits for wake-ups swallows the next one, so it waits briefly:
# were its successor a poll late, the server would have ended the transaction of a late write.
VICTIM = {"LLM_WORKER_TIMEOUT": "0.3"}

# By then the successor's own transactions hold the task's row no more.
PAUSE_SECONDS = 0.15


def every(*operations: str, time: int = 1) -> pytest.MarkDecorator:
    """A test for each action before and after each commit of ``operations``."""
    moments: tuple[Moment, ...] = ("before", "after")
    return each(
        *(
            Failpoint(operation, moment, action, time)
            for operation in operations
            for moment in moments
            for action in get_args(Action)
        )
    )


def each(*failpoints: Failpoint) -> pytest.MarkDecorator:
    """A test for each of ``failpoints``; those that only wait are for the long run."""
    cases = [
        pytest.param(failpoint, marks=[pytest.mark.faults] if failpoint.action == "delay" else [])
        for failpoint in failpoints
    ]
    return pytest.mark.parametrize("failpoint", cases, ids=str)


async def until(condition: Callable[[], Awaitable[object]], within: float = 20) -> None:
    """Wait for ``condition``."""
    give_up = time.monotonic() + within
    while not await condition():
        assert time.monotonic() < give_up, "condition never came true"
        await asyncio.sleep(0.02)


async def story(db: Reader, task_id: UUID) -> list[str]:
    """Everything stored about a task, comparable."""
    return sorted(row[0] for row in await db.fetch(STORY, task_id))


@dataclass(frozen=True)
class Victim:
    """``fired`` is the file that its failpoint makes."""

    process: ForkedProcess
    failpoint: Failpoint
    fired: Path

    async def suffers(self) -> None:
        """Wait for it; a failpoint that is never reached fails the test."""
        await until(self._reached)
        if self.failpoint.action == "kill":
            assert await asyncio.to_thread(self.process.wait, 5) == -signal.SIGKILL
        if self.failpoint.action == "freeze":
            await until(self._stopped)

    def thaw(self) -> None:
        """Let it go on."""
        self.process.send_signal(signal.SIGCONT)

    async def thaw_late(self, db: Reader, task_id: UUID, successor: ForkedProcess) -> None:
        """Let it go on while another works on its task, or when nothing is left to take over."""

        async def taken_over() -> bool:
            return bool(await db.fetch(TAKEN_OVER, task_id, str(successor.pid)))

        await until(taken_over)
        await asyncio.sleep(PAUSE_SECONDS)
        self.thaw()

    async def _reached(self) -> bool:
        code = self.process.poll()
        assert code in (None, -signal.SIGKILL), self.process.log.read_text()
        return self.fired.exists()

    async def _stopped(self) -> bool:
        return psutil.Process(self.process.pid).status() == psutil.STATUS_STOPPED
