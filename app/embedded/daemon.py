"""Starting a supervisor in the background, once, and hearing whether it came up."""

import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from app.domain.errors import InfrastructureError
from app.embedded.registry import Registry

Life = Callable[[Callable[[], None]], None]

log = logging.getLogger(__name__)


def start_detached(registry: Registry, log_file: Path, life: Life) -> str | None:
    """Run ``life(ready)`` in a process of its own, unless the registry's supervisor lives already.

    Returns when ``life`` calls ``ready`` (None) or fails before that (one sentence).
    """
    with registry.starting() as start_lock:
        if registry.held():
            return None
        reader, writer = os.pipe()
        if os.fork() == 0:
            os.close(reader)
            _leave_terminal(log_file)
            os._exit(_live(life, start_lock, os.fdopen(writer, "w")))
        os.close(writer)
        with os.fdopen(reader) as report:
            return report.read() or None


def _leave_terminal(log_file: Path) -> None:
    os.setsid()
    log_file.parent.mkdir(parents=True, exist_ok=True)
    nothing = os.open(os.devnull, os.O_RDONLY)
    output = os.open(log_file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for source, target in ((nothing, 0), (output, 1), (output, 2)):
        os.dup2(source, target)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    log.info("==== starts, process %s ====", os.getpid())  # what follows belongs to this run


def _live(life: Life, start_lock: int, report: TextIO) -> int:
    """The whole life of the background process; gives its exit code."""

    def ready() -> None:
        report.close()
        os.close(start_lock)

    try:
        life(ready)
    except (InfrastructureError, OSError) as exc:
        log.error("ends: %s", exc)  # expected: what it says is enough
        if not report.closed:
            report.write(str(exc))
            report.close()
        return 1
    except Exception:
        log.exception("fails unexpectedly")
        if not report.closed:
            report.write("예상하지 못한 오류로 시작하지 못했습니다 (unexpected error).")
            report.close()
        return 1
    return 0
