"""``status``: the table, and what is not well."""

import sys

from app.config.settings import Settings
from app.embedded.registry import Published
from scripts.services.ailments import ailments
from scripts.services.probes import health_of
from scripts.services.table import rows, show


def status(settings: Settings, published: Published | None) -> int:
    """0: all run, 1: some do not, 3: nothing does."""
    lines = rows(settings, published)
    show(lines, settings.REDIS_DB)
    if published is not None:
        for sentence in ailments(health_of(published.endpoint["gateway_url"])):
            sys.stderr.write(f"{sentence}\n")
    if all(line.up for line in lines):
        return 0
    return 1 if any(line.up for line in lines) else 3
