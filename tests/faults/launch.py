"""Runs a command of the product with the failpoint that the environment names.

python -m tests.faults.launch run_unified_llm_worker.py --concurrency 4
"""

import os
import runpy
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.faults.failpoints import ARMED, FIRED, Failpoint, Trap


def launch(command: Sequence[str]) -> None:
    """As the interpreter runs ``command``, in this process."""
    if armed := os.environ.get(ARMED):  # noqa: TID251
        from tests.faults.commits import show_commits

        show_commits(Trap(Failpoint.parse(armed), Path(os.environ[FIRED])))  # noqa: TID251
    if command[0] == "-m":
        sys.argv = list(command[1:])
        runpy.run_module(command[1], run_name="__main__", alter_sys=True)
    else:
        sys.argv = list(command)
        runpy.run_path(command[0], run_name="__main__")


if __name__ == "__main__":
    launch(sys.argv[1:])
