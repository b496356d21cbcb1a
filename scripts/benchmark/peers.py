"""The peers' own virtual environment, made on demand: the product never depends on them."""

import subprocess
import sys
from hashlib import sha256
from pathlib import Path

from app.config.group import PROJECT_ROOT
from scripts.benchmark.failure import BenchmarkFailed
from scripts.benchmark.progress import Screen

REQUIREMENTS = PROJECT_ROOT / "requirements-benchmark.txt"


def install_peers(root: Path, screen: Screen) -> Path:
    """The directory of the environment's commands; nothing is installed twice."""
    environment = root / "peers"
    programs, stamp = environment / "bin", environment / "installed"
    wanted = sha256(REQUIREMENTS.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return programs
    with screen.part("peers", 2) as steps:
        steps.begin(f"installed in {environment}")
        _run([sys.executable, "-m", "venv", "--clear", str(environment)])
        steps.done()
        install = [str(programs / "python"), "-m", "pip", "install", "--quiet", "--no-deps"]
        _run([*install, "--require-hashes", "-r", str(REQUIREMENTS)])
    stamp.write_text(wanted)
    return programs


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise BenchmarkFailed(f"The peers can't be installed: {done.stderr.strip()[-500:]}")
