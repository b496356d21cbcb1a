"""What the parts of the engine's benchmark share while they are measured."""

import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.repositories.migrate import migrate
from scripts.benchmark.children import Children
from scripts.benchmark.engine.sizes import Sizes
from scripts.benchmark.engine.stored import store
from scripts.benchmark.progress import Screen
from scripts.benchmark.servers import Servers, private_servers

SMALL, LARGE = "small", "large"


@dataclass(frozen=True)
class Stage:
    """Servers of our own, and a directory for everything that processes write."""

    servers: Servers
    sizes: Sizes
    home: Path
    screen: Screen

    def children(self) -> Children:
        """For one part's processes."""
        return Children(self.home)


@contextmanager
def set_stage(root: Path, sizes: Sizes, screen: Screen) -> Iterator[Stage]:
    """Everything below ``root`` that this makes is gone afterwards."""
    root.mkdir(parents=True, exist_ok=True)
    home = Path(tempfile.mkdtemp(prefix="run-", dir=root))
    home.chmod(0o755)  # the servers run as another user when we are root
    try:
        with Children(home) as children, private_servers(home, children) as servers:
            yield Stage(servers, sizes, home, screen)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def fill(stage: Stage, database: str, tasks: int) -> None:
    """Make ``database`` with so many tasks stored; others may be cloned from it."""
    stage.servers.renew(database)
    endpoint = stage.servers.endpoints(database, 0).postgres
    with stage.screen.part("fill", tasks) as steps:
        steps.begin(f"{database}: {tasks:,} stored tasks")

        async def filled() -> None:
            await migrate(endpoint)
            await store(endpoint, tasks, lambda stored: steps.done(advance=stored))

        asyncio.run(filled())
