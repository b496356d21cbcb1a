"""Runs the gateway: `python main.py`."""

import errno
import os
import signal
import socket
import sys

import structlog
import uvicorn
from fastapi import FastAPI

from app.api.http_protocol import BoundedHttpProtocol
from app.config.settings import Settings
from app.embedded.ports import bind

GRACE_SECONDS = 5
INTERRUPTED = 128 + signal.SIGINT

log = structlog.get_logger("gateway")


def serve(app: FastAPI) -> None:
    """Until SIGINT or SIGTERM; exits with one sentence when the address can't be had."""
    settings: Settings = app.state.settings
    host, port = settings.APP_HOST, settings.APP_PORT
    try:
        with bind(host, port) as listener:
            _AnnouncedServer(server_config(app)).run(sockets=[listener])
    except KeyboardInterrupt:  # uvicorn raises the signal again once it has shut down
        raise SystemExit(INTERRUPTED) from None
    except OSError as exc:
        sys.stderr.write(f"{_reason(exc, host, port)}\n")
        raise SystemExit(os.EX_UNAVAILABLE) from exc


def server_config(app: FastAPI) -> uvicorn.Config:
    """uvicorn, with the limits that only a server can set."""
    return uvicorn.Config(
        app,
        http=BoundedHttpProtocol,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,  # the application logs each request, without its query
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )


class _AnnouncedServer(uvicorn.Server):
    """uvicorn says where it listens only when it opened the socket itself."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for listener in sockets or []:
            host, port, *_ = listener.getsockname()
            log.info("listening", host=host, port=port, docs=f"http://{host}:{port}/swagger")


def _reason(exc: OSError, host: str, port: int) -> str:
    if exc.errno == errno.EADDRINUSE:
        return f"{port}번 포트를 이미 다른 프로그램이 쓰고 있습니다. APP_PORT를 바꾸세요."
    return f"{host}:{port} 주소를 열 수 없습니다: {exc.strerror}."
