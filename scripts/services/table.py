"""The status table."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.table import Table

from app.config.settings import Settings
from app.embedded.control import status as embedded_status
from app.embedded.registry import Published


@dataclass(frozen=True)
class Row:
    """One line; ``detail`` is an address or a process number."""

    title: str
    up: bool
    detail: str
    restarts: str = ""
    age: str = ""


def rows(settings: Settings, published: Published | None) -> list[Row]:
    """Servers first, then the processes that the supervisor reports."""
    embedded = embedded_status(settings.NEWSUM_HOME)
    servers = [
        _server("PostgreSQL", settings.POSTGRES_HOST, settings.POSTGRES_PORT, embedded["postgres"]),
        _server("Redis (Valkey)", settings.REDIS_HOST, settings.REDIS_PORT, embedded["valkey"]),
    ]
    if published is None:
        return [*servers, Row("서비스 관리자", False, "")]
    return [*servers, *(_process(row) for row in published.endpoint["services"].values())]


def _server(title: str, host: str | None, port: int, embedded: str | None) -> Row:
    if host is not None:
        return Row(title, True, f"{host}:{port} (설정된 서버)")
    return Row(title, embedded is not None, embedded or "")


def _process(row: Mapping[str, Any]) -> Row:
    up = row["pid"] is not None
    age = f"{int(time.time() - row['started_at'])} s" if up else ""
    return Row(row["title"], up, f"pid {row['pid']}" if up else "", str(row["restarts"]), age)


def show(lines: list[Row]) -> None:
    """Print the table to the standard output."""
    table = Table("서비스", "상태", "주소 / PID", "재시작", "가동 시간")
    for row in lines:
        state = "[green]실행 중[/green]" if row.up else "[red]중지[/red]"
        table.add_row(row.title, state, row.detail, row.restarts, row.age)
    Console().print(table)
