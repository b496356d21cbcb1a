"""Fixtures for everything that runs on real servers. Each is started when a test first asks."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import hypothesis
import pytest
import redis

from app.embedded.account import open_room
from app.embedded.endpoints import Endpoints, PostgresEndpoint
from app.embedded.valkey import Valkey
from tests.sandbox_server import sandbox as sandbox
from tests.sandbox_server import sandbox_process as sandbox_process
from tests.servers import ServerPair, TestServer

# The same examples in every run. ``--hypothesis-profile default`` draws new ones.
hypothesis.settings.register_profile("repeatable", derandomize=True)
hypothesis.settings.load_profile("repeatable")


def _make_home(stack: ExitStack) -> Path:
    """A directory that every user can reach, which pytest's own temporary one is not."""
    home = Path(tempfile.mkdtemp(prefix="newsum-tests-"))
    stack.callback(shutil.rmtree, home, ignore_errors=True)
    home.chmod(0o755)
    return home


def start_pair(stack: ExitStack) -> ServerPair:
    pair = ServerPair(_make_home(stack))
    stack.callback(pair.stop)
    return pair.start()


@pytest.fixture(scope="session")
def servers() -> Iterator[ServerPair]:
    """The session's servers. Leave them running: to break some, ask for ``private_servers``."""
    with ExitStack() as stack:
        yield start_pair(stack)


@pytest.fixture
def database_endpoint(servers: ServerPair) -> Iterator[PostgresEndpoint]:
    """A migrated database of the test's own."""
    endpoint = servers.new_database()
    yield endpoint
    servers.drop(endpoint)


@pytest.fixture
def redis_url(servers: ServerPair) -> str:
    """An empty Redis."""
    with redis.Redis.from_url(servers.redis_url) as client:
        client.flushall()
    return servers.redis_url


@pytest.fixture
def endpoints(database_endpoint: PostgresEndpoint, redis_url: str) -> Endpoints:
    """Both, as entry points receive them."""
    return Endpoints(postgres=database_endpoint, redis_url=redis_url)


@pytest.fixture
def private_servers() -> Iterator[Callable[[], ServerPair]]:
    """Makes running pairs that the test may kill, stop, freeze and start again as it likes."""
    with ExitStack() as stack:
        yield lambda: start_pair(stack)


@pytest.fixture
def private_valkey() -> Iterator[TestServer]:
    """A running one that the test may kill, stop, freeze and start again as it likes."""
    with ExitStack() as stack:
        home = _make_home(stack)
        valkey = TestServer(Valkey(open_room(home / "valkey")), home / "valkey.log")
        stack.callback(valkey.stop)
        valkey.start()
        yield valkey


@pytest.fixture
def sandbox_url(sandbox: str) -> str:
    """The real sandbox server, with no faults, latencies or calls left from another test."""
    return sandbox
