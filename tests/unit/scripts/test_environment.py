"""The set-up of the virtual environment, on machines that lack something."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.config.group import PROJECT_ROOT

TOOLS = ("awk", "bash", "cat", "cksum", "df", "dirname", "flock", "grep", "rm", "tail")


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A project whose path has a space, and a PATH with little more than what a shell needs."""
    project = tmp_path / "new project"
    (project / "scripts").mkdir(parents=True)
    shutil.copy(PROJECT_ROOT / "scripts" / "environment.sh", project / "scripts")
    for name in ("requirements.txt", "requirements-dev.txt"):
        (project / name).write_text("")
    (tmp_path / "bin").mkdir()
    for tool in TOOLS:
        found = shutil.which(tool)
        assert found, tool
        (tmp_path / "bin" / tool).symlink_to(found)
    return project


def provide(machine: Path, name: str, script: str) -> None:
    """A program on the machine's PATH."""
    program = machine.parent / "bin" / name
    program.unlink(missing_ok=True)
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


def prepare(machine: Path, kind: str = "runtime") -> subprocess.CompletedProcess[str]:
    script = f'. "$0/scripts/environment.sh"; prepare_environment {kind}; echo done'
    return subprocess.run(
        ["bash", "-euc", script, str(machine)],
        cwd="/",
        env={
            "PATH": str(machine.parent / "bin"),
            "PIP_INDEX_URL": "http://127.0.0.1:9/",
            "PIP_RETRIES": "0",
            "PIP_CONFIG_FILE": os.devnull,
        },
        capture_output=True,
        text=True,
    )


def refusal(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 1
    assert done.stdout == ""
    return done.stderr.strip().splitlines()[-1]


def real_python(machine: Path) -> None:
    provide(machine, "python3", f'exec "{sys.executable}" "$@"')


def test_no_python(machine: Path) -> None:
    assert "Python 3.11" in refusal(prepare(machine))


def test_an_old_python(machine: Path) -> None:
    provide(machine, "python3", "exit 1")
    assert "Python 3.11" in refusal(prepare(machine))


def test_a_missing_venv_module(machine: Path) -> None:
    provide(
        machine,
        "python3",
        f'case "$2" in *ensurepip*) exit 1 ;; esac; exec "{sys.executable}" "$@"',
    )
    assert "apt-get install python3-venv" in refusal(prepare(machine))


def test_a_full_disk(machine: Path) -> None:
    real_python(machine)
    provide(machine, "df", "echo header; echo '/dev/x 1000 990 10 99% /'")
    assert "디스크 공간이 부족합니다: 10 MB" in refusal(prepare(machine))
    assert not (machine / ".venv").exists()


@pytest.mark.e2e
def test_no_network_and_then_a_network(machine: Path) -> None:
    real_python(machine)
    (machine / "requirements.txt").write_text(f"some-package==1 --hash=sha256:{'0' * 64}\n")
    assert "인터넷에 연결할 수 없어" in refusal(prepare(machine))

    (machine / "requirements.txt").write_text("")
    done = prepare(machine)
    assert (done.returncode, done.stdout) == (0, "done\n"), done.stderr
    assert "패키지를 설치합니다" in done.stderr


@pytest.mark.e2e
def test_a_newer_python_is_found_and_nothing_is_installed_twice(machine: Path) -> None:
    provide(machine, "python3", "exit 1")
    provide(machine, "python3.12", f'exec "{sys.executable}" "$@"')
    assert prepare(machine, "dev").returncode == 0
    for kind in ("dev", "runtime"):
        again = prepare(machine, kind)
        assert (again.returncode, again.stderr) == (0, "")
    (machine / "requirements.txt").write_text("# changed\n")
    assert "패키지를 설치합니다" in prepare(machine).stderr
