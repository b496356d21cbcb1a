"""Looking at the embedded servers and stopping them."""

import os
import signal
import time
from pathlib import Path

from app.embedded.registry import Registry
from app.embedded.supervisor import SERVERS

STOP_SECONDS = 45.0
POLL = 0.05


def status(home: Path) -> dict[str, str | None]:
    """``host:port`` per server, None for one that does not run."""
    return {name: _address(Registry(home, name)) for name in SERVERS}


def _address(registry: Registry) -> str | None:
    published = registry.running()
    return f"{published.endpoint['host']}:{published.endpoint['port']}" if published else None


def stop_all(home: Path) -> bool:
    """Ask every supervisor to stop its server and wait; False when one is still there."""
    registries = [Registry(home, name) for name in SERVERS]
    for registry in registries:
        published = registry.running()
        if published is not None:
            os.kill(published.pid, signal.SIGTERM)
    give_up = time.monotonic() + STOP_SECONDS
    while any(registry.held() for registry in registries):
        if time.monotonic() > give_up:
            return False
        time.sleep(POLL)  # noqa: TID251 - a command line of its own, no loop runs here
    return True
