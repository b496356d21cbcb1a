"""The unified worker, killed once in the middle of a node: after its work, before its checkpoint.

KILLED=/path/of/marker python -m tests.integration.comic_worker
"""

import os
import signal
from pathlib import Path
from typing import Any

from app.workflows import comic_workflow
from app.workflows.progress import NodeRun, Teller
from app.workflows.state import WorkflowState
from app.workflows.steps import Step
from run_unified_llm_worker import QUEUES
from workers.entry import run_worker

real_told = comic_workflow.told


def told_and_killed(step: Step, run: NodeRun, teller: Teller) -> NodeRun:
    """As ``told``, but the first time that any worker gets here it dies."""
    marker = Path(os.environ["KILLED"]) / step.node  # noqa: TID251

    async def node(state: WorkflowState) -> dict[str, Any]:
        update = await run(state)
        if not marker.exists():
            marker.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return update

    return real_told(step, node, teller)


if __name__ == "__main__":
    comic_workflow.told = told_and_killed
    run_worker("UnifiedWorker", QUEUES)
