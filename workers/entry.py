"""What `run_chat_worker.py` and `run_unified_llm_worker.py` share: settings, servers, signals."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import NoReturn
from uuid import UUID

import structlog
import uvloop

from app.config.settings import ConfigurationError, Settings
from app.config.startup import settings_or_exit
from app.domain.errors import DatabaseDown, InfrastructureError
from app.embedded.endpoints import Endpoints, resolve_endpoints
from app.observability.logging import configure_logging
from app.observability.tracing import export_tracing
from app.repositories.migrate import migrate
from workers.arguments import Arguments, parse_arguments
from workers.bootstrap import Imported, import_products, missing_settings, open_products
from workers.engine import build_runtime, connect
from workers.isolation import ForkServer, stop_when_told

_WAIT_SECONDS = 2.0

log = structlog.get_logger(__name__)


def run_worker(component: str, queues: Sequence[str]) -> None:
    """Work until SIGINT or SIGTERM. Exits 78 for settings, 69 when a server can't be had."""
    settings = settings_or_exit()
    arguments = parse_arguments(component, queues)
    if missing := missing_settings(settings, arguments.queues):
        _exit(f"설정 오류: {missing}", os.EX_CONFIG)
    configure_logging(settings, component)
    export_tracing(settings)
    try:
        endpoints = resolve_endpoints(settings)
    except InfrastructureError as exc:
        _exit(exc.detail, os.EX_UNAVAILABLE)
    process = _Process(settings, endpoints, arguments, import_products(arguments.queues))
    _run(process, isolation=ForkServer(partial(_run_alone, process)))


@dataclass(frozen=True)
class _Process:
    """What is there before the loop, in the worker and in every fork."""

    settings: Settings
    endpoints: Endpoints
    arguments: Arguments
    imported: Imported


@dataclass(frozen=True)
class _Alone:
    """The one task of an isolated process, and the line to the worker that started it."""

    task_id: UUID
    line: socket.socket


def _run_alone(process: _Process, task_id: UUID, line: socket.socket) -> None:
    _run(process, alone=_Alone(task_id, line))


def _run(
    process: _Process, *, isolation: ForkServer | None = None, alone: _Alone | None = None
) -> None:
    try:
        uvloop.run(_work(process, isolation, alone))
    except ConfigurationError as exc:
        _exit(f"설정 오류: {exc}", os.EX_CONFIG)
    except InfrastructureError as exc:
        _exit(exc.detail, os.EX_UNAVAILABLE)


def _exit(sentence: str, code: int) -> NoReturn:
    sys.stderr.write(f"{sentence}\n")
    raise SystemExit(code)


async def _work(process: _Process, isolation: ForkServer | None, alone: _Alone | None) -> None:
    settings, endpoints, arguments = process.settings, process.endpoints, process.arguments
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    if alone is not None:
        stop_when_told(alone.line, stop)
    if not await _migrated(endpoints, stop):
        return
    async with (
        connect(endpoints, settings) as connections,
        open_products(settings, endpoints, connections, process.imported) as products,
    ):
        runtime = build_runtime(
            connections,
            settings,
            products,
            queues=arguments.queues,
            concurrency=arguments.concurrency or settings.WORKER_CONCURRENCY,
            isolation=isolation,
        )
        log.info("worker_started", worker_id=connections.worker_id, queues=arguments.queues)
        await runtime.run(stop, alone.task_id if alone else None)
    log.info("worker_stopped")


async def _migrated(endpoints: Endpoints, stop: asyncio.Event) -> bool:
    """Wait for PostgreSQL, however long it takes; False when told to stop meanwhile."""
    while not stop.is_set():
        try:
            await migrate(endpoints.postgres)
        except DatabaseDown:
            log.warning("waiting_for_database", host=endpoints.postgres.host)
            await asyncio.sleep(_WAIT_SECONDS)
        else:
            return True
    return False
