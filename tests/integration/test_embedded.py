"""The embedded servers as real processes: started by anyone, healed, found again, stopped."""

import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import psycopg
import pytest
import redis

from app.config.group import PROJECT_ROOT
from app.config.settings import Settings
from app.domain.errors import InfrastructureError
from app.embedded.account import Account, succeeds
from app.embedded.control import status, stop_all
from app.embedded.endpoints import Endpoints, PostgresEndpoint, resolve_endpoints
from app.embedded.registry import Registry
from tests.waiting import eventually

ROOT = os.geteuid() == 0
ORDINARY = "daemon"  # an account that every system has, and that is not the one we drop to

START = """
import json, sys
from dataclasses import asdict
from app.config.settings import Settings
from app.embedded.endpoints import resolve_endpoints
print(json.dumps(asdict(resolve_endpoints(Settings(_env_file=None, **json.loads(sys.argv[1]))))))
"""


def settings_for(home: Path, **overrides: Any) -> Settings:
    return Settings(_env_file=None, **arguments_for(home), **overrides)


def arguments_for(home: Path) -> dict[str, Any]:
    return {
        "NEWSUM_HOME": str(home),
        "LOG_PATH": str(home / "logs"),
        "POSTGRES_HOST": None,
        "REDIS_HOST": None,
        "POSTGRES_PORT": 0,
        "REDIS_PORT": 0,
    }


@contextmanager
def open_base() -> Iterator[Path]:
    """A directory that every user can enter; links out of it are followed when it is removed."""
    base = Path(tempfile.mkdtemp(prefix="newsum-embedded-"))
    base.chmod(0o755)
    try:
        yield base
    finally:
        stopped = [stop_all(path.parent) for path in base.rglob("postgres.lock")]
        rooms = [path.resolve() for path in base.rglob("*") if path.is_symlink()]
        for directory in (*rooms, base):
            shutil.rmtree(directory, ignore_errors=True)
    assert all(stopped)


@pytest.fixture
def base() -> Iterator[Path]:
    with open_base() as base:
        yield base


@pytest.fixture(scope="module")
def prepared() -> Iterator[Path]:
    """A home whose servers ran once: copying it is faster than making a cluster per test."""
    with open_base() as base:
        home = base / "home"
        resolve_endpoints(settings_for(home))
        stop_all(home)
        yield home


@pytest.fixture
def home(base: Path, prepared: Path) -> Path:
    home = base / "home"
    subprocess.run(["cp", "-a", str(prepared), str(home)], check=True)
    return home


@pytest.fixture
def new_home(base: Path) -> Path:
    return base / "home"


def connect(endpoint: PostgresEndpoint) -> psycopg.Connection[Any]:
    return psycopg.connect(
        host=endpoint.host,
        port=endpoint.port,
        user=endpoint.user,
        password=endpoint.password,
        dbname=endpoint.database,
        autocommit=True,
        connect_timeout=2,
    )


def query(endpoint: PostgresEndpoint, sql: str) -> Any:
    with connect(endpoint) as connection:
        row = connection.execute(sql.encode()).fetchone()
    assert row is not None
    return row[0]


def ping(redis_url: str) -> bool:
    with redis.Redis.from_url(redis_url) as client:
        return bool(client.ping())


def supervisor(home: Path, server: str) -> psutil.Process:
    published = Registry(home, server).running()
    assert published is not None
    return psutil.Process(published.pid)


def server_process(home: Path, server: str) -> psutil.Process:
    (child,) = supervisor(home, server).children()
    return child


@pytest.fixture
def running(home: Path) -> Endpoints:
    return resolve_endpoints(settings_for(home))


def test_both_are_real_servers(home: Path, running: Endpoints) -> None:
    assert query(running.postgres, "SELECT version()").startswith("PostgreSQL 18")
    assert query(running.postgres, "SHOW fsync") == "on"
    assert query(running.postgres, "SHOW synchronous_commit") == "on"
    assert query(running.postgres, "SELECT current_database()") == "newsum"
    assert query(running.postgres, "SELECT upper('é') || ('가' < '나')::text") == "Étrue"
    assert ping(running.redis_url)


def test_nobody_enters_without_the_password(running: Endpoints) -> None:
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(
            host="127.0.0.1", port=running.postgres.port, user="newsum_user", password="wrong"
        )


def test_secrets_are_readable_by_their_owner_only(home: Path, running: Endpoints) -> None:
    for file in (home / "postgres.json", home / "postgres" / "password"):
        assert file.stat().st_mode & 0o777 == 0o600
    assert running.postgres.password is not None
    assert len(running.postgres.password) >= 32
    assert running.postgres.password not in repr(running)


def test_the_servers_listen_on_the_loopback_only(home: Path, running: Endpoints) -> None:
    for server in ("postgres", "valkey"):
        listening = [
            connection.laddr.ip
            for connection in server_process(home, server).net_connections()
            if connection.status == psutil.CONN_LISTEN
        ]
        assert listening == ["127.0.0.1"]


def test_a_second_start_finds_the_first(home: Path, running: Endpoints) -> None:
    before = [supervisor(home, server).pid for server in ("postgres", "valkey")]
    assert resolve_endpoints(settings_for(home)) == running
    assert [supervisor(home, server).pid for server in ("postgres", "valkey")] == before


def test_many_starts_at_once_start_one(new_home: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        started = list(pool.map(resolve_endpoints, [settings_for(new_home)] * 4))
    assert all(endpoints == started[0] for endpoints in started)
    assert query(started[0].postgres, "SELECT 1") == 1


def test_only_what_is_not_configured_is_started(home: Path) -> None:
    settings = Settings(
        _env_file=None,
        **{**arguments_for(home), "POSTGRES_HOST": "db.example", "POSTGRES_PORT": 5433},
    )
    endpoints = resolve_endpoints(settings)
    assert (endpoints.postgres.host, endpoints.postgres.port) == ("db.example", 5433)
    assert ping(endpoints.redis_url)
    assert status(home)["postgres"] is None


def test_a_killed_postgres_comes_back_with_its_rows(home: Path, running: Endpoints) -> None:
    with connect(running.postgres) as connection:
        connection.execute("CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n")
    server_process(home, "postgres").kill()
    assert eventually(lambda: query(running.postgres, "SELECT count(*) FROM kept")) == 1000


def test_a_killed_valkey_comes_back(home: Path, running: Endpoints) -> None:
    before = server_process(home, "valkey")
    before.kill()
    assert eventually(lambda: ping(running.redis_url))
    assert server_process(home, "valkey") != before


def test_a_killed_supervisor_leaves_no_orphan_and_its_ports_stay(
    home: Path, running: Endpoints
) -> None:
    with connect(running.postgres) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS n")
    orphans = [server_process(home, server) for server in ("postgres", "valkey")]
    orphans += orphans[0].children()
    for server in ("postgres", "valkey"):
        supervisor(home, server).kill()
    _, left = psutil.wait_procs(orphans, timeout=10)
    assert left == []
    assert resolve_endpoints(settings_for(home)) == running
    assert query(running.postgres, "SELECT n FROM kept") == 7


def test_a_start_right_after_the_kill_waits_for_the_old_server(
    home: Path, running: Endpoints
) -> None:
    supervisor(home, "postgres").kill()
    assert resolve_endpoints(settings_for(home)) == running
    assert query(running.postgres, "SELECT 1") == 1


def test_stopping_is_clean_and_may_be_repeated(home: Path, running: Endpoints) -> None:
    processes = [server_process(home, server) for server in ("postgres", "valkey")]
    assert stop_all(home)
    assert not any(process.is_running() for process in processes)
    assert status(home) == {"postgres": None, "valkey": None}
    assert "database system is shut down" in (home / "logs" / "postgres.log").read_text()
    assert stop_all(home)


def test_an_open_connection_does_not_keep_it_from_stopping(home: Path, running: Endpoints) -> None:
    with connect(running.postgres) as connection:
        connection.execute("SELECT 1")
        assert stop_all(home)


def test_data_survives_a_stop(home: Path, running: Endpoints) -> None:
    with connect(running.postgres) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS n")
    stop_all(home)
    assert query(resolve_endpoints(settings_for(home)).postgres, "SELECT n FROM kept") == 7


def test_a_taken_port_is_left_alone(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        arguments = {**arguments_for(home), "POSTGRES_PORT": port}
        endpoints = resolve_endpoints(Settings(_env_file=None, **arguments))
    assert endpoints.postgres.port != port
    assert query(endpoints.postgres, "SELECT 1") == 1


def test_a_deleted_home_takes_its_servers_along(home: Path, running: Endpoints) -> None:
    processes = [server_process(home, server) for server in ("postgres", "valkey")]
    processes += [supervisor(home, server) for server in ("postgres", "valkey")]
    shutil.rmtree(home)
    _, left = psutil.wait_procs(processes, timeout=20)
    assert left == []


def test_a_home_that_cannot_be_written_is_said_in_one_sentence(new_home: Path) -> None:
    new_home.write_text("a file where the directory should be")
    with pytest.raises(InfrastructureError, match="쓸 수 없습니다"):
        resolve_endpoints(settings_for(new_home))


@pytest.mark.skipif(not ROOT, reason="only root must drop to another account")
def test_root_never_runs_a_server(home: Path, running: Endpoints) -> None:
    for server in ("postgres", "valkey"):
        assert server_process(home, server).username() == "nobody"


@pytest.mark.skipif(not ROOT, reason="only root can make a place that nobody may enter")
def test_a_home_that_others_may_not_enter(base: Path) -> None:
    closed = base / "closed"
    closed.mkdir(mode=0o700)
    home = closed / "home"
    endpoints = resolve_endpoints(settings_for(home))
    assert query(endpoints.postgres, "SELECT 1") == 1
    assert ping(endpoints.redis_url)
    assert closed.stat().st_mode & 0o777 == 0o700
    stop_all(home)
    assert query(resolve_endpoints(settings_for(home)).postgres, "SELECT 1") == 1


@pytest.mark.skipif(not ROOT, reason="needs root to become someone else")
def test_an_ordinary_user_runs_servers_as_themselves(base: Path) -> None:
    entry = pwd.getpwnam(ORDINARY)
    account = Account(entry.pw_uid, entry.pw_gid)
    home = base / "한글 폴더" / "home"
    home.parent.mkdir()
    os.chown(home.parent, account.uid, account.gid)
    done = subprocess.run(
        [_reachable_python(account), "-c", START, json.dumps(arguments_for(home))],
        cwd=PROJECT_ROOT,
        env={"PYTHONPATH": f"{PROJECT_ROOT}:{sysconfig.get_path('purelib')}"},
        capture_output=True,
        text=True,
        timeout=60,
        **account.popen_arguments(),
    )
    assert done.returncode == 0, done.stderr
    started = json.loads(done.stdout)
    assert query(PostgresEndpoint(**started["postgres"]), "SELECT 1") == 1
    assert ping(started["redis_url"])
    for server in ("postgres", "valkey"):
        assert server_process(home, server).username() == ORDINARY
        assert supervisor(home, server).username() == ORDINARY

    # root, later, on the same home: the data stays its owner's
    before = PostgresEndpoint(**started["postgres"])
    assert stop_all(home)
    after = resolve_endpoints(settings_for(home))
    assert query(after.postgres, "SELECT 1") == 1
    assert after.postgres.password == before.password
    assert server_process(home, "postgres").username() == ORDINARY


def _reachable_python(account: Account) -> str:
    """Ours, or the system's of the same version when ours lies where the account may not go."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for python in (sys.executable, f"/usr/bin/{version}"):
        if succeeds([python, "-c", ""], account):
            return python
    pytest.skip(f"an ordinary user can reach no {version}")


def test_sigterm_to_the_supervisor_is_a_clean_stop(home: Path, running: Endpoints) -> None:
    process = server_process(home, "valkey")
    supervisor(home, "valkey").send_signal(signal.SIGTERM)
    process.wait(10)
    eventually(lambda: not Registry(home, "valkey").held())
    assert status(home)["valkey"] is None
