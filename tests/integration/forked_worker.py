"""A worker of the engine's probes that is a fork, so that a failpoint can be armed in it."""

import json
import os
from dataclasses import asdict
from pathlib import Path

from tests.faults.failpoints import Failpoint
from tests.faults.processes import ForkedProcess
from tests.integration.conftest import FAST, Engine


def fork_worker(
    engine: Engine,
    room: Path,
    *arguments: str,
    failpoint: Failpoint | None = None,
    **environment: str,
) -> ForkedProcess:
    """The file ``fired`` in ``room`` says that its failpoint was reached."""
    known = {"postgres": asdict(engine.endpoints.postgres), "redis_url": engine.endpoints.redis_url}
    whole = {
        **os.environ,  # noqa: TID251
        **FAST,
        **environment,
        **(failpoint.environment(room / "fired") if failpoint else {}),
        "NEWSUM_TEST_ENDPOINTS": json.dumps(known),
    }
    command = ["-m", "tests.engine_worker", *arguments]
    return ForkedProcess(command, whole, room / "process.log")
