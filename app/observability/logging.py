"""Structured logs: one JSON object a line in ``logs/app.log``, readable lines on a terminal."""

import logging
import logging.handlers
import sys
from collections.abc import Callable

import structlog

from app.config.settings import AppSettings


def configure_logging(settings: AppSettings, component: str) -> None:
    """``component`` (ChatWorker, Gateway, …) is on every line, so that grep finds it."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )

    def component_first(
        _logger: object, _name: str, event: structlog.typing.EventDict
    ) -> structlog.typing.EventDict:
        return {"component": component, **event}

    def formatter(renderer: structlog.typing.Processor) -> logging.Formatter:
        return structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                component_first,
                renderer,
            ],
        )

    root = logging.getLogger()
    root.setLevel(settings.LOG_LEVEL)
    root.handlers = [_file_handler(settings, formatter(_json())), _terminal(formatter)]
    for chatty in ("httpx2", "httpcore2", "openai", "asyncio", "trafilatura", "htmldate"):
        logging.getLogger(chatty).setLevel(max(logging.WARNING, root.level))


def _json() -> structlog.typing.Processor:
    return structlog.processors.JSONRenderer(ensure_ascii=False)


def _file_handler(settings: AppSettings, formatter: logging.Formatter) -> logging.Handler:
    settings.LOG_PATH.mkdir(parents=True, exist_ok=True)
    handler = logging.handlers.WatchedFileHandler(settings.LOG_PATH / "app.log", encoding="utf-8")
    handler.setFormatter(formatter)
    return handler


def _terminal(
    formatter: "Callable[[structlog.typing.Processor], logging.Formatter]",
) -> logging.Handler:
    handler = logging.StreamHandler(sys.stderr)
    colours = sys.stderr.isatty()
    handler.setFormatter(formatter(structlog.dev.ConsoleRenderer(colors=colours)))
    return handler
