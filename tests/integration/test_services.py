"""The service scripts' supervisor with the real processes, beside whatever else runs here."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import psutil
import pytest

from app.config.settings import PROJECT_ROOT
from app.embedded.ports import candidates
from app.embedded.registry import Registry
from scripts.services.supervisor import answers
from tests.waiting import eventually

pytestmark = pytest.mark.timeout(180)


@dataclass(frozen=True)
class Installation:
    """One home with its ports."""

    home: Path
    variables: dict[str, str]

    def run(self, command: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "scripts.services", command],
            cwd=PROJECT_ROOT,
            env={**os.environ, **self.variables, **more},  # noqa: TID251 - handed on
            capture_output=True,
            text=True,
            timeout=120,
        )

    @property
    def registry(self) -> Registry:
        return Registry(self.home / "run", "services")

    def services(self) -> dict[str, Any]:
        running = self.registry.running()
        assert running is not None
        services: dict[str, Any] = running.endpoint["services"]
        return services

    def process(self, name: str) -> psutil.Process:
        return psutil.Process(self.services()[name]["pid"])


def new_installation(home: Path) -> Installation:
    gateway, sandbox = (str(next(candidates())) for _ in range(2))
    return Installation(
        home,
        {
            "NEWSUM_HOME": str(home),
            "LOG_PATH": str(home / "logs"),
            "IMAGE_STORAGE_PATH": str(home / "images"),
            "REPORT_STORAGE_PATH": str(home / "reports"),
            "APP_PORT": gateway,
            "SANDBOX_PORT": sandbox,
            "POSTGRES_PORT": "0",
            "REDIS_PORT": "0",
            "LOG_LEVEL": "INFO",
        },
    )


@pytest.fixture
def base() -> Iterator[Path]:
    base = Path(tempfile.mkdtemp(prefix="newsum-services-"))
    base.chmod(0o755)
    yield base
    shutil.rmtree(base, ignore_errors=True)


@pytest.fixture(scope="module")
def shared() -> Iterator[Installation]:
    home = Path(tempfile.mkdtemp(prefix="newsum-services-"))
    home.chmod(0o755)
    installation = new_installation(home)
    yield installation
    stopped = installation.run("stop")
    assert stopped.returncode == 0, stopped.stderr
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def running(shared: Installation) -> Installation:
    started = shared.run("start")
    assert started.returncode == 0, started.stdout + started.stderr
    return shared


def test_everything_runs_after_a_start(running: Installation) -> None:
    gateway = f"http://127.0.0.1:{running.variables['APP_PORT']}"
    assert httpx2.get(f"{gateway}/health", timeout=5, trust_env=False).status_code == 200
    assert set(running.services()) == {"sandbox", "gateway", "chat-worker", "llm-worker-1"}
    for name in running.services():
        assert (running.home / "logs" / f"{name}.log").exists()
        pid = (running.home / "run" / f"{name}.pid").read_text().split()[0]
        assert running.process(name).pid == int(pid)
    table = running.run("status")
    assert table.returncode == 0
    assert "통합 워커 1" in table.stdout


def test_a_second_start_finds_everything_running(running: Installation) -> None:
    before = running.services()
    started = time.monotonic()
    assert running.run("start").returncode == 0
    assert time.monotonic() - started < 10
    assert running.services() == before


def test_a_killed_worker_is_started_again(running: Installation) -> None:
    worker = running.process("llm-worker-1")
    worker.kill()

    def replaced() -> bool:
        now = running.services()["llm-worker-1"]
        return now["pid"] not in (None, worker.pid) and now["restarts"] > 0

    eventually(replaced, seconds=30)
    assert running.run("status").returncode == 0


def test_a_killed_embedded_supervisor_is_started_again(running: Installation) -> None:
    valkey = Registry(running.home, "valkey")
    before = valkey.running()
    assert before is not None
    os.kill(before.pid, signal.SIGKILL)

    def replaced() -> bool:
        now = valkey.running()
        return now is not None and now.pid != before.pid and now.endpoint == before.endpoint

    eventually(replaced, seconds=30)


def test_a_second_installation_must_not_take_the_same_port(
    running: Installation, base: Path
) -> None:
    other = new_installation(base / "home")
    refused = other.run("start", APP_PORT=running.variables["APP_PORT"])
    assert refused.returncode == 1
    assert f"{running.variables['APP_PORT']}번 포트" in refused.stderr
    assert "APP_PORT=" in refused.stderr
    assert other.run("stop").returncode == 0


def test_a_killed_supervisor_takes_its_processes_along(running: Installation) -> None:
    processes = [running.process(name) for name in running.services()]
    published = running.registry.running()
    assert published is not None
    os.kill(published.pid, signal.SIGKILL)
    assert running.run("status").returncode == 1
    started = running.run("start")
    assert started.returncode == 0, started.stderr
    assert not any(process.is_running() for process in processes)


def test_stop_ends_everything_and_may_be_repeated(running: Installation) -> None:
    processes = [running.process(name) for name in running.services()]
    assert running.run("stop").returncode == 0
    assert not any(process.is_running() for process in processes)
    assert list((running.home / "run").glob("*.pid")) == []
    assert running.run("status").returncode == 3
    assert running.run("stop").returncode == 0


def test_wrong_settings_are_told_apart(base: Path) -> None:
    refused = new_installation(base / "home").run("start", LOG_LEVEL="LOUD")
    assert refused.returncode == 2
    assert refused.stderr.startswith("LOG_LEVEL")
    assert len(refused.stderr.splitlines()) == 1


def test_a_service_that_cannot_start_is_named_and_nothing_stays(base: Path) -> None:
    installation = new_installation(base / "home")
    closed = str(next(candidates()))
    refused = installation.run(
        "start", POSTGRES_HOST="127.0.0.1", POSTGRES_PORT=closed, POSTGRES_PASSWORD="x"
    )
    assert refused.returncode == 1
    assert "게이트웨이" in refused.stderr
    assert not installation.registry.held()
    assert not answers(f"http://127.0.0.1:{installation.variables['SANDBOX_PORT']}/health")
    assert installation.run("stop").returncode == 0
