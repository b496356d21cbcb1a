"""The status table."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.table import Table

from app.config.settings import Settings
from app.embedded.control import status as embedded_status
from app.embedded.registry import Published

RUNNING, STOPPED, CONFIGURED = "[green]실행 중[/green]", "[red]중지[/red]", "설정된 서버"
WIDTH = 200  # wider than any row: in a narrow terminal an address must stay whole


@dataclass(frozen=True)
class Row:
    """One line."""

    title: str
    state: str
    address: str = ""
    pid: str = ""
    restarts: str = ""
    age: str = ""

    @property
    def up(self) -> bool:
        """A configured server is not ours to judge."""
        return self.state != STOPPED


def configured_servers(settings: Settings) -> dict[str, str | None]:
    """``host:port`` per server that is not embedded, None for one that is."""
    postgres, redis = settings.POSTGRES_HOST, settings.REDIS_HOST
    return {
        "postgres": f"{postgres}:{settings.POSTGRES_PORT}" if postgres else None,
        "valkey": f"{redis}:{settings.REDIS_PORT}" if redis else None,
    }


def rows(settings: Settings, published: Published | None) -> list[Row]:
    """Servers first, then the processes that the supervisor reports."""
    configured = configured_servers(settings)
    if published is not None:  # it may have been started with other settings
        configured = published.endpoint["servers"]
    embedded = embedded_status(settings.NEWSUM_HOME)
    titles = {"postgres": "PostgreSQL", "valkey": "Redis (Valkey)"}
    servers = [_server(titles[name], configured[name], embedded[name]) for name in titles]
    if published is None:
        return [*servers, Row("서비스 관리자", STOPPED)]
    return [*servers, *(_process(row) for row in published.endpoint["services"].values())]


def _server(title: str, configured: str | None, embedded: str | None) -> Row:
    if configured is not None:
        return Row(title, CONFIGURED, configured)
    return Row(title, RUNNING if embedded else STOPPED, embedded or "")


def _process(row: Mapping[str, Any]) -> Row:
    if row["pid"] is None:
        return Row(row["title"], STOPPED, row["address"], restarts=str(row["restarts"]))
    age = f"{int(time.time() - row['started_at'])} s"
    return Row(row["title"], RUNNING, row["address"], str(row["pid"]), str(row["restarts"]), age)


def show(lines: list[Row], redis_db: int) -> None:
    """Print the table, and how to reach Redis when that takes more than ``redis-cli``."""
    table = Table("서비스", "상태", "주소", "PID", "재시작", "가동", box=None, pad_edge=False)
    for row in lines:
        table.add_row(row.title, row.state, row.address, row.pid, row.restarts, row.age)
    console = Console(width=WIDTH)
    console.print(table)
    for line in _redis_cli(lines[1].address, redis_db):
        console.print(line, highlight=False)


def _redis_cli(address: str, database: int) -> Iterator[str]:
    if not address:
        return
    host, _, port = address.rpartition(":")
    options = [] if host in ("127.0.0.1", "localhost") else ["-h", host]
    options += [] if port == "6379" else ["-p", port]
    options += ["-n", str(database)] if database else []
    if options:
        yield f"대기 중인 작업 수: redis-cli {' '.join(options)} LLEN comic_task_queue"
