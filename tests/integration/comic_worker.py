"""Unified workers that die once in the middle of each node: after its work, before its checkpoint.

    KILLED=/a/folder/for/markers python -m tests.integration.comic_worker

The process only imports and forks: a new worker is there at once after each death.
"""

import ctypes
import os
import signal
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import workers.comics  # noqa: F401 - imported once, before the forks
from app.workflows import chain
from app.workflows.progress import NodeRun, Teller
from app.workflows.state import WorkflowState
from app.workflows.steps import Step
from run_unified_llm_worker import QUEUES
from workers.entry import run_worker

PR_SET_PDEATHSIG = 1

real_told = chain.told


def told_and_killed(
    step: Step, steps: Sequence[Step], run: NodeRun[WorkflowState], teller: Teller
) -> NodeRun[WorkflowState]:
    """As ``told``, but the first time that any worker gets here it dies."""
    marker = Path(os.environ["KILLED"]) / step.node  # noqa: TID251

    async def node(state: WorkflowState) -> dict[str, Any]:
        update = await run(state)
        if not marker.exists():
            marker.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return update

    return real_told(step, steps, node, teller)


def fork_worker() -> int:
    """The pid of a new worker, which dies with this process."""
    if pid := os.fork():
        return pid
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    run_worker("UnifiedWorker", QUEUES)
    os._exit(0)


if __name__ == "__main__":
    chain.told = told_and_killed
    while True:
        _, status = os.waitpid(fork_worker(), 0)
        assert os.WIFSIGNALED(status), "workers end by their own hand only"
