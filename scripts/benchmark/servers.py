"""PostgreSQL and Valkey for one benchmark: the embedded product's, as durable as there."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg
from psycopg import sql
from redis import Redis

from app.embedded import ports
from app.embedded.account import open_room
from app.embedded.endpoints import Endpoints, PostgresEndpoint
from app.embedded.postgres import Postgres
from app.embedded.process import CLEAN_ENVIRONMENT
from app.embedded.server import LOOPBACK
from app.embedded.valkey import Valkey
from scripts.benchmark.children import Child, Children

READY_SECONDS = 60.0


@dataclass(frozen=True)
class Servers:
    """Both servers; databases are made as they are needed."""

    admin: PostgresEndpoint
    redis_port: int
    postgres: Child
    valkey: Child

    def redis_url(self, number: int) -> str:
        """One of Valkey's numbered databases."""
        return f"redis://{LOOPBACK}:{self.redis_port}/{number}"

    def endpoints(self, database: str, number: int) -> Endpoints:
        """As the product's entry points receive them."""
        return Endpoints(replace(self.admin, database=database), self.redis_url(number))

    def renew(self, database: str, template: str = "template0") -> None:
        """A new database of that name; the old one goes, whoever is still connected."""
        name, source = sql.Identifier(database), sql.Identifier(template)
        with self._connect() as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(name, source))

    def durability(self) -> list[str]:
        """What the servers themselves say of it."""
        names = ("server_version", "fsync", "synchronous_commit", "full_page_writes")
        with self._connect() as connection:
            said = [connection.execute(f"SHOW {name}".encode()).fetchone() for name in names]
        values = [str(row[0]) for row in said if row]
        with Redis.from_url(self.redis_url(0), decode_responses=True) as client:
            version = client.info("server").get("valkey_version", "?")
            append = client.config_get("append*")
        return [
            "PostgreSQL " + ", ".join(f"{n} {v}" for n, v in zip(names, values, strict=True)),
            f"Valkey {version}, appendonly {append['appendonly']}, fsync {append['appendfsync']}",
        ]

    def flush(self, number: int) -> None:
        """Empty one of Valkey's databases."""
        with Redis.from_url(self.redis_url(number)) as client:
            client.flushdb()

    def _connect(self) -> psycopg.Connection:
        return psycopg.connect(
            host=self.admin.host,
            port=self.admin.port,
            user=self.admin.user,
            password=self.admin.password,
            dbname="postgres",
            autocommit=True,
        )


@contextmanager
def private_servers(home: Path, children: Children) -> Iterator[Servers]:
    """Running for the block; their files are gone afterwards."""
    rooms = [open_room(home / name) for name in ("postgres", "valkey")]
    try:
        postgres, valkey = Postgres(rooms[0]), Valkey(rooms[1])
        running, port = _started(children, postgres)
        other, redis_port = _started(children, valkey)
        try:
            admin = PostgresEndpoint(**postgres.endpoint(port))
            yield Servers(admin, redis_port, running, other)
        finally:
            other.stop()
            running.stop()
    finally:
        for room in rooms:
            shutil.rmtree(room, ignore_errors=True)


def _started(children: Children, server: Postgres | Valkey) -> tuple[Child, int]:
    server.prepare()
    port = next(ports.candidates())
    child = children.start(
        server.title,
        server.command(port),
        CLEAN_ENVIRONMENT,
        account=server.account,
        ladder=server.stop_ladder,
        directory=Path("/"),
    )
    child.wait_until(lambda: server.is_ready(child.process, port), READY_SECONDS)
    return child, port
