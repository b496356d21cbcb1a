"""The service scripts' supervisor with the real processes, beside whatever else runs here."""

import os
import re
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

from app.config.group import PROJECT_ROOT
from app.embedded.ports import candidates
from app.embedded.registry import Registry
from scripts.services.probes import answers
from tests.waiting import eventually

pytestmark = pytest.mark.timeout(180)

ARTICLE = """# 동네 도서관의 새 사서는 로봇

서울의 한 동네 도서관이 책을 정리하는 로봇을 들였다.
로봇은 밤마다 서가를 돌며 잘못 꽂힌 책을 찾는다.
도서관은 로봇 덕분에 사서들이 아이들에게 책을 읽어 줄 시간이 늘었다고 밝혔다.
지난달에만 책 1200권이 제자리를 찾았다. 주민들은 로봇에게 책벌레라는 이름을 지어 주었다.
도서관장은 내년에 로봇을 한 대 더 들일 계획이라고 말했다.
"""


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
    table = running.run("status", COLUMNS="30")
    assert table.returncode == 0
    assert table.stderr == ""
    assert "통합 워커 1" in table.stdout
    sandbox = f"http://127.0.0.1:{running.variables['SANDBOX_PORT']}"
    valkey = Registry(running.home, "valkey").running()
    assert valkey is not None
    for told in (gateway, sandbox, f"redis-cli -p {valkey.endpoint['port']} LLEN"):
        assert told in table.stdout


def test_no_log_tells_of_proxies(running: Installation) -> None:
    assert "proxy" not in (running.home / "logs" / "llm-worker-1.log").read_text()


def test_a_second_start_finds_everything_running(running: Installation) -> None:
    before = running.services()
    started = time.monotonic()
    again = running.run("start")
    assert again.returncode == 0
    assert time.monotonic() - started < 10
    assert running.services() == before
    [told] = again.stderr.splitlines()
    assert "이미 실행 중" in told
    assert told.endswith(f"http://127.0.0.1:{running.variables['APP_PORT']}")


def test_a_second_start_names_the_settings_that_running_services_do_not_have(
    running: Installation,
) -> None:
    again = running.run("start", POSTGRES_HOST="db.example", APP_PORT="1", API_KEYS="secret")
    assert again.returncode == 0
    assert "API_KEYS, APP_PORT, POSTGRES_HOST" in again.stderr
    assert "restart_services.sh" in again.stderr
    assert "db.example" not in again.stdout
    assert "secret" not in (running.home / "run" / "services.json").read_text()


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
    for variable in ("APP_PORT", "SANDBOX_PORT"):
        port = running.variables["APP_PORT"]
        refused = other.run("start", **{variable: port})
        assert refused.returncode == 1
        [told] = refused.stderr.splitlines()
        assert f"{port}번 포트" in told
        assert f"{variable}=" in told
        assert other.run("status").returncode == 3
    services_log = (other.home / "logs" / "services.log").read_text()
    assert "Traceback" not in services_log
    assert all(line.startswith("20") for line in services_log.splitlines())


def test_an_image_server_that_is_not_there_is_named(base: Path) -> None:
    installation = new_installation(base / "home")
    closed = next(candidates())
    url = f"http://127.0.0.1:{closed}/sdapi/v1/txt2img"
    started = installation.run("start", IMAGE_SERVER_URL=url)
    assert installation.run("stop").returncode == 0
    assert started.returncode == 0
    assert "이미지 서버(IMAGE_SERVER_URL): 연결할 수 없습니다." in started.stderr


def make_comic(installation: Installation, *arguments: str) -> subprocess.Popen[str]:
    """The terminal's program, following a comic."""
    return subprocess.Popen(
        [sys.executable, "-u", "-m", "scripts.make_comic", *arguments],
        cwd=PROJECT_ROOT,
        env={**os.environ, **installation.variables},  # noqa: TID251 - handed on
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_the_terminal_follows_a_comic_over_a_killed_gateway(
    running: Installation, base: Path
) -> None:
    article = base / "기사.md"
    article.write_text(ARTICLE, encoding="utf-8")
    sandbox = f"http://127.0.0.1:{running.variables['SANDBOX_PORT']}"
    slow = httpx2.put(f"{sandbox}/control/latency", json={"txt2img": 0.7}, trust_env=False)
    assert slow.is_success
    terminal = make_comic(running, "도서관의 로봇", "--article", str(article))
    assert terminal.stdout is not None
    seen = []
    for line in terminal.stdout:
        seen.append(line)
        if "시나리오 작성" in line:
            running.process("gateway").kill()
    rest, complaint = terminal.communicate(timeout=60)
    httpx2.delete(f"{sandbox}/control", trust_env=False)
    told = "".join(seen) + rest
    assert terminal.returncode == 0, told + complaint
    assert running.services()["gateway"]["restarts"] > 0
    for number in range(1, 13):
        assert told.count(f"[{number:>2}/12]") == 1
    for number in range(1, 5):
        assert told.count(f"컷 {number}:") == 1
    found = re.search(r"^만화 \(strip\):\n(/.+\.png)$", told, re.MULTILINE)
    assert found, told
    assert Path(found[1]).is_relative_to(running.home / "images")
    assert Path(found[1]).exists()


def test_the_terminal_says_why_there_is_no_comic(running: Installation) -> None:
    terminal = make_comic(running, "qwxzv kjhgf zzyx")
    _, complaint = terminal.communicate(timeout=60)
    assert terminal.returncode == 1
    assert "--article" in complaint
    assert len(complaint.splitlines()) == 1


def test_the_terminal_looks_at_its_arguments_first(base: Path) -> None:
    for arguments in (("ab",), ("도서관", "--article", str(base / "missing.txt"))):
        terminal = make_comic(new_installation(base / "home"), "--check", *arguments)
        _, complaint = terminal.communicate(timeout=60)
        assert terminal.returncode == 2
        assert len(complaint.splitlines()) == 1


def test_the_terminal_says_when_nobody_answers(base: Path) -> None:
    terminal = make_comic(new_installation(base / "home"), "도서관의 로봇")
    _, complaint = terminal.communicate(timeout=60)
    assert terminal.returncode == 1
    assert "연결할 수 없습니다" in complaint


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
    assert f"127.0.0.1:{closed}" in refused.stderr
    assert "POSTGRES_HOST" in refused.stderr
    assert installation.run("status").returncode == 3
    assert not installation.registry.held()
    assert not answers(f"http://127.0.0.1:{installation.variables['SANDBOX_PORT']}/health")
    assert installation.run("stop").returncode == 0
