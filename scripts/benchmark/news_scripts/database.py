"""The database on which scripts are measured."""

import asyncio

from app.repositories.migrate import migrate
from scripts.benchmark.engine.stage import Stage

SCRIPTS, NUMBER = "scripts", 8


def make_database(stage: Stage) -> None:
    """A new one, migrated."""
    stage.servers.renew(SCRIPTS)
    asyncio.run(migrate(stage.servers.endpoints(SCRIPTS, NUMBER).postgres))
