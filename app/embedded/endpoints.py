"""Where PostgreSQL and Redis are: the configured servers, or embedded ones started on demand."""

import subprocess
import sys
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from app.config.group import PROJECT_ROOT
from app.config.service_settings import AppSettings
from app.config.settings import Settings
from app.domain.errors import InfrastructureError
from app.embedded.registry import Registry

START_SECONDS = 120.0


@dataclass(frozen=True)
class PostgresEndpoint:
    """What a PostgreSQL client needs to connect."""

    host: str
    port: int
    user: str
    password: str | None = field(repr=False)
    database: str


@dataclass(frozen=True)
class Endpoints:
    """Both servers."""

    postgres: PostgresEndpoint
    redis_url: str = field(repr=False)


def resolve_endpoints(settings: Settings) -> Endpoints:
    """The configured servers; what is not configured is started here when it does not run yet.

    Blocks while a server starts (under a second, a few on the first start): call it before the
    event loop or in a thread. Raises InfrastructureError when an embedded server can't be started.
    """
    return Endpoints(postgres=_postgres(settings), redis_url=_redis_url(settings))


def _postgres(settings: Settings) -> PostgresEndpoint:
    if settings.POSTGRES_HOST is None:
        return PostgresEndpoint(**_embedded(settings, "postgres", settings.POSTGRES_PORT))
    password = settings.POSTGRES_PASSWORD
    return PostgresEndpoint(
        host=settings.POSTGRES_HOST,
        port=settings.POSTGRES_PORT,
        user=settings.POSTGRES_USER,
        password=password.get_secret_value() if password else None,
        database=settings.POSTGRES_DB,
    )


def _redis_url(settings: Settings) -> str:
    if settings.REDIS_HOST is None:
        address = _embedded(settings, "valkey", settings.REDIS_PORT)
        return f"redis://{address['host']}:{address['port']}/{settings.REDIS_DB}"
    password = settings.REDIS_PASSWORD
    login = f":{quote(password.get_secret_value(), safe='')}@" if password else ""
    return f"redis://{login}{settings.REDIS_HOST}:{settings.REDIS_PORT}/{settings.REDIS_DB}"


def _embedded(settings: AppSettings, server: str, port: int) -> dict[str, Any]:
    """The endpoint of an embedded server, which runs when this returns."""
    try:
        registry = Registry(settings.NEWSUM_HOME, server)
        published = registry.running()
        if published is None:
            _start(settings, server, port)
            published = registry.running()
    except OSError as exc:
        raise InfrastructureError(f"NEWSUM_HOME에 쓸 수 없습니다: {exc}.") from exc
    if published is None:
        raise InfrastructureError(f"내장 서버({server})가 시작하자마자 끝났습니다.")
    return published.endpoint


def _start(settings: AppSettings, server: str, port: int) -> None:
    command = [sys.executable, "-m", "app.embedded.supervisor", server]
    command += ["--home", str(settings.NEWSUM_HOME), "--port", str(port)]
    command += ["--log", str(settings.LOG_PATH / f"{server}.log")]
    try:
        done = subprocess.run(
            command, cwd=PROJECT_ROOT, capture_output=True, text=True, timeout=START_SECONDS
        )
    except subprocess.TimeoutExpired as exc:
        raise InfrastructureError(f"내장 서버({server})가 제때 시작하지 못했습니다.") from exc
    if done.returncode != 0:
        raise InfrastructureError(
            done.stderr.strip() or f"내장 서버({server})를 시작하지 못했습니다."
        )
