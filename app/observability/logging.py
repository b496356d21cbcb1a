"""Structured logs: one JSON object a line in ``logs/app.log`` and on stderr, unless that is a
terminal: people read other lines.
"""

import asyncio
import json
import logging
import logging.handlers
import sys
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO, cast

import structlog
from structlog.typing import EventDict, Processor

from app.config.service_settings import AppSettings

_DESCRIBE: tuple[Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.format_exc_info,
)
_encode = json.JSONEncoder(ensure_ascii=False, default=repr).encode
_CHATTY = ("httpx2", "httpcore2", "openai", "asyncio", "trafilatura", "htmldate")


def configure_logging(settings: AppSettings, component: str) -> None:
    """``component`` (ChatWorker, Gateway, …) is on every line, so that grep finds it."""
    _LOG.open(settings.LOG_PATH / "app.log", component)
    level = logging.getLevelNamesMapping()[settings.LOG_LEVEL]
    structlog.configure(
        processors=list(_DESCRIBE),
        logger_factory=lambda *_: _LOG,
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=True,
    )
    root = logging.getLogger()
    root.setLevel(level)
    root.handlers = [_Forwarding()]
    for name in _CHATTY:
        logging.getLogger(name).setLevel(max(logging.WARNING, level))


class _Log:
    """The log of this process. What is told in one turn of its loop is written together.

    By the standard library's handlers a request's line took as long as its acceptance.
    """

    def __init__(self) -> None:
        self._component = ""
        self._file: logging.handlers.WatchedFileHandler | None = None
        self._readable: structlog.dev.ConsoleRenderer | None = None
        self._told: deque[EventDict] = deque()
        self._turn_of: asyncio.AbstractEventLoop | None = None

    def open(self, path: Path, component: str) -> None:
        """Write to ``path`` from now on."""
        self.write()
        if self._file is not None:
            with suppress(OSError):  # what a full disk did not take is lost
                self._file.close()
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = logging.handlers.WatchedFileHandler(
            path, encoding="utf-8", errors="backslashreplace"
        )
        self._component = component
        self._readable = structlog.dev.ConsoleRenderer() if sys.stderr.isatty() else None

    def tell(self, **event: object) -> None:
        """A line, soon."""
        self._told.append(event)
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # a thread, or a process before and after its loop
            self.write()
            return
        if loop is not self._turn_of:
            self._turn_of = loop
            loop.call_soon(self.write)

    def tell_now(self, **event: object) -> None:
        """A line, at once: it may be the last."""
        self._told.append(event)
        self.write()

    debug = info = tell
    warning = error = critical = tell_now

    def write(self) -> None:
        """Everything that was told."""
        self._turn_of = None
        events: list[EventDict] = []
        with suppress(IndexError):  # another thread may take some
            while True:
                events.append(self._told.popleft())
        if not events:
            return
        stamp = {"component": self._component, "timestamp": _now()}
        stamped = [{**stamp, **event} for event in events]
        lines = [_encode(event) for event in stamped]
        shown = [str(self._readable(self, "", e)) for e in stamped] if self._readable else lines
        with suppress(OSError):  # a full disk fails nothing that is merely logged
            if self._file is not None:
                self._file.reopenIfNeeded()
                _write_lines(self._file.stream, lines)
        with suppress(OSError):
            _write_lines(sys.stderr, shown)


def _now() -> str:
    return datetime.now(UTC).isoformat().replace("+00:00", "Z")


def _write_lines(stream: TextIO | None, lines: Sequence[str]) -> None:
    if stream is not None:
        stream.write("".join(f"{line}\n" for line in lines))
        stream.flush()


_LOG = _Log()  # a process has one, and loggers are cached for as long as it lives


class _Forwarding(logging.Handler):
    """Libraries log by the standard library: their records become lines like ours."""

    def emit(self, record: logging.LogRecord) -> None:
        """Describe and tell."""
        try:
            event: EventDict = {"event": record.getMessage(), "exc_info": record.exc_info}
            for describe in _DESCRIBE:
                event = cast(EventDict, describe(None, record.levelname.lower(), event))
            _LOG.tell_now(**event)
        except Exception:
            self.handleError(record)

    def flush(self) -> None:
        """Called at the end of the process."""
        _LOG.write()
