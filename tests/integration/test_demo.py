"""The Streamlit demo in a real browser, in an environment of its own (scripts/test.sh --e2e)."""

import os
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx2
import pytest

from app.config.group import PROJECT_ROOT
from app.embedded.endpoints import Endpoints
from tests.fleet import Fleet
from tests.waiting import eventually

CHROMIUM = "/usr/bin/chromium"
PLAYWRIGHT = "playwright==1.65.2"

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.timeout(600),
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="apt-get install chromium"),
]


@pytest.fixture(scope="session")
def demo_python(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The Python that a user of the demo has, and Playwright beside it."""
    environment = tmp_path_factory.mktemp("demo")
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    python = str(environment / "bin" / "python")
    requirements = str(PROJECT_ROOT / "requirements-demo.txt")
    install = [python, "-m", "pip", "install", "--quiet"]
    subprocess.run([*install, "--no-deps", "--require-hashes", "-r", requirements], check=True)
    subprocess.run([*install, PLAYWRIGHT], check=True)
    return python


@pytest.fixture
async def fleet(endpoints: Endpoints, sandbox_url: str, tmp_path: Path) -> AsyncIterator[Fleet]:
    async with Fleet(endpoints, sandbox_url, tmp_path) as fleet:
        await fleet.gateway()
        fleet.start("run_unified_llm_worker.py", "--queues", "scenario_edit_queue")
        await fleet.fault(endpoint="gemini", kind="drip", seconds=0.002)  # slow enough to be seen
        yield fleet


@pytest.fixture
def demo(fleet: Fleet, demo_python: str) -> Iterator[str]:
    """Its address."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    options = ["--server.port", str(port), "--server.address", "127.0.0.1"]
    options += ["--server.headless", "true", "--browser.gatherUsageStats", "false"]
    process = subprocess.Popen(
        [demo_python, "-m", "streamlit", "run", "scripts/async_demo.py", *options],
        cwd=PROJECT_ROOT,
        env={**os.environ, "APP_PORT": str(fleet.port)},  # noqa: TID251
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def test_the_demo_edits_batches_and_shows_the_load(
    demo: str, demo_python: str, tmp_path: Path
) -> None:
    looked = subprocess.run(
        [demo_python, "tests/demo_browser.py", demo, str(tmp_path)],
        cwd=PROJECT_ROOT,
        capture_output=True,
        text=True,
    )
    assert looked.returncode == 0, looked.stderr
    for name in ("editing.png", "batch.png", "load.png"):
        assert (tmp_path / name).stat().st_size > 10_000


def _wait_for(address: str, demo: "subprocess.Popen[bytes]") -> None:
    with httpx2.Client(trust_env=False) as client:

        def answers() -> bool:
            assert demo.poll() is None, "the demo ended"
            try:
                return client.get(f"{address}/_stcore/health").status_code == 200
            except httpx2.TransportError:
                return False

        eventually(answers, seconds=60)
