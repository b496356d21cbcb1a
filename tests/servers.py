"""Real PostgreSQL and Valkey for tests: children of pytest that die with it."""

import asyncio
import random
import signal
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Self

import psutil
import psycopg

from app.embedded import ports, process
from app.embedded.account import open_room
from app.embedded.endpoints import Endpoints, PostgresEndpoint
from app.embedded.postgres import Postgres
from app.embedded.server import Server
from app.embedded.valkey import Valkey
from app.repositories.migrate import migrate

READY_SECONDS = 20.0
TEMPLATE = "migrated"


class TestServer:
    """One server, without a supervisor: what a test kills stays dead until it starts it."""

    __test__ = False

    def __init__(self, server: Server, log: Path) -> None:
        server.prepare()
        self.server = server
        self.port = _port_of_no_client()
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        assert self._process is not None, "the server does not run"
        return self._process.pid

    @property
    def redis_url(self) -> str:
        """When it is a Valkey."""
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Serve on the same port as always; returns when it answers."""
        give_up = time.monotonic() + READY_SECONDS
        while time.monotonic() < give_up:
            with self._log.open("a") as output:
                stop_signal = self.server.stop_ladder[0][0]
                command = self.server.command(self.port)
                self._process = process.spawn(command, output, stop_signal, self.server.account)
            while self._process.poll() is None and time.monotonic() < give_up:
                if self.server.is_ready(self._process, self.port):
                    return
                time.sleep(0.01)  # noqa: TID251
        raise AssertionError(f"{self.server.title} did not start: {self._log.read_text()[-2000:]}")

    def stop(self) -> None:
        """End it cleanly."""
        if self._process is not None:
            self.thaw()
            process.stop(self._process, self.server.stop_ladder)
            self._process = None

    def kill(self) -> None:
        """kill -9, without a chance to save anything. Its sessions end a moment later."""
        assert self._process is not None
        sessions = psutil.Process(self._process.pid).children()
        self._process.kill()
        self._process.wait()
        psutil.wait_procs(sessions, timeout=READY_SECONDS)
        self._process = None

    def crash(self) -> None:
        """What PostgreSQL calls an immediate shutdown: as after a crash, it must recover."""
        assert self._process is not None
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait()
        self._process = None

    def freeze(self) -> None:
        """SIGSTOP for the server and all its children: connections stay open and nobody answers."""
        self._signal_all(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self._signal_all(signal.SIGCONT)

    def _signal_all(self, number: signal.Signals) -> None:
        if self._process is None or self._process.poll() is not None:
            return
        leader = psutil.Process(self._process.pid)
        for member in (leader, *leader.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):  # a session that has just ended
                member.send_signal(number)


def _port_of_no_client() -> int:
    """Below those that the kernel gives to clients: whoever starts again finds it free again."""
    while not ports.is_free(port := random.randint(20_000, 32_000)):
        continue
    return port


class ServerPair:
    """A PostgreSQL with a migrated template database, and a Valkey."""

    def __init__(self, home: Path) -> None:
        """``home`` must be reachable for every user, because servers never run as root."""
        postgres, valkey = (
            Postgres(open_room(home / "postgres")),
            Valkey(open_room(home / "valkey")),
        )
        self.postgres = TestServer(postgres, home / "postgres.log")
        self.valkey = TestServer(valkey, home / "valkey.log")
        self._admin = PostgresEndpoint(**postgres.endpoint(self.postgres.port))
        self.redis_url = self.valkey.redis_url
        self._databases = 0

    def start(self) -> Self:
        """Start both. The cluster skips fsync: it survives kill -9, and no power fails here."""
        self.valkey.start()
        self.postgres.start()
        self._execute("ALTER SYSTEM SET fsync = off")
        self._execute("SELECT pg_reload_conf()")
        self._execute(f"CREATE DATABASE {TEMPLATE}")
        with ThreadPoolExecutor(1) as pool:
            pool.submit(asyncio.run, migrate(self._database(TEMPLATE))).result()
        return self

    def stop(self) -> None:
        """Stop both."""
        self.postgres.stop()
        self.valkey.stop()

    def new_database(self) -> PostgresEndpoint:
        """A migrated database that nobody has used."""
        self._databases += 1
        name = f"test_{self._databases}"
        # Six times as fast as by way of the log, where nothing waits for the disk.
        self._execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY FILE_COPY")
        return self._database(name)

    def new_ascii_database(self) -> PostgresEndpoint:
        """An unmigrated one as PostgreSQL makes it where no locale is set."""
        self._execute(
            "CREATE DATABASE in_ascii TEMPLATE template0 "
            "ENCODING 'SQL_ASCII' LOCALE_PROVIDER libc LOCALE 'C'"
        )
        return self._database("in_ascii")

    def drop(self, endpoint: PostgresEndpoint) -> None:
        """Remove it, whoever is still connected."""
        self._execute(f"DROP DATABASE {endpoint.database} WITH (FORCE)")

    def new_endpoints(self) -> Endpoints:
        """A fresh database, and the Valkey as it is."""
        return Endpoints(postgres=self.new_database(), redis_url=self.redis_url)

    def _database(self, name: str) -> PostgresEndpoint:
        return replace(self._admin, database=name)

    def _execute(self, sql: str) -> None:
        with psycopg.connect(
            host=self._admin.host,
            port=self._admin.port,
            user=self._admin.user,
            password=self._admin.password,
            dbname="postgres",
            autocommit=True,
        ) as connection:
            connection.execute(sql.encode())
