"""Looking at supervisors and stopping them."""

import contextlib
import os
import signal
import time
from collections.abc import Collection, Sequence
from pathlib import Path

from app.embedded.registry import Registry
from app.embedded.supervisor import SERVERS

STOP_SECONDS = 45.0
POLL = 0.05


def status(home: Path) -> dict[str, str | None]:
    """``host:port`` per embedded server, None for one that does not run."""
    return {name: _address(Registry(home, name)) for name in SERVERS}


def _address(registry: Registry) -> str | None:
    published = registry.running()
    return f"{published.endpoint['host']}:{published.endpoint['port']}" if published else None


def stop_all(home: Path, keep: Collection[str] = ()) -> bool:
    """Stop the embedded servers but those in ``keep``; False when one is still there."""
    registries = [Registry(home, name) for name in SERVERS if name not in keep]
    return stop_supervisors(registries, STOP_SECONDS)


def stop_supervisors(registries: Sequence[Registry], seconds: float) -> bool:
    """Ask each supervisor once and wait for all; False when one is still there in the end."""
    give_up = time.monotonic() + seconds
    waiting, asked = list(registries), set[int]()
    while waiting := [registry for registry in waiting if registry.held()]:
        for published in [registry.running() for registry in waiting]:
            if published is not None and published.pid not in asked:
                asked.add(published.pid)
                with contextlib.suppress(ProcessLookupError):
                    os.kill(published.pid, signal.SIGTERM)
        if time.monotonic() > give_up:
            return False
        time.sleep(POLL)  # noqa: TID251 - a command line of its own, no loop runs here
    return True
