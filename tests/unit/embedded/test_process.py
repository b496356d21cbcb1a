import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from app.embedded.process import remember, spawn, stop, stop_remembered

SLEEPER = [sys.executable, "-c", "print('up', flush=True); input()"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    "print('up', flush=True); time.sleep(60)",
]
LADDER = ((signal.SIGTERM, 0.3),)


def start(command: list[str]) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"up\n"
    return process


def close(process: subprocess.Popen[bytes]) -> None:
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            stream.close()


def test_a_willing_process_is_asked_once() -> None:
    process = start(SLEEPER)
    stop(process, LADDER)
    assert process.returncode == -signal.SIGTERM
    close(process)


def test_a_stubborn_process_is_killed() -> None:
    process = start(STUBBORN)
    stop(process, LADDER)
    assert process.returncode == -signal.SIGKILL
    close(process)


def test_a_remembered_process_is_ended(tmp_path: Path) -> None:
    process = start(SLEEPER)
    remember(tmp_path / "pid", process)
    stop_remembered(tmp_path / "pid", LADDER)
    assert not psutil.pid_exists(process.pid)
    process.wait(5)
    close(process)


def test_another_process_with_the_same_number_is_left_alone(tmp_path: Path) -> None:
    process = start(SLEEPER)
    (tmp_path / "pid").write_text(f"{process.pid}\n1.0\n")
    stop_remembered(tmp_path / "pid", LADDER)
    assert process.poll() is None
    stop(process, LADDER)
    close(process)


@pytest.mark.parametrize("content", ["", "x y", "99999999\n1.0\n"])
def test_a_useless_note_is_no_fault(tmp_path: Path, content: str) -> None:
    (tmp_path / "pid").write_text(content)
    stop_remembered(tmp_path / "pid", LADDER)
    stop_remembered(tmp_path / "missing", LADDER)


@pytest.mark.skipif(sys.platform != "linux", reason="PDEATHSIG is Linux's")
def test_the_child_follows_a_killed_parent(tmp_path: Path) -> None:
    parent = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import signal, sys; from app.embedded.process import spawn;"
            "child = spawn(['/bin/sleep', '60'], sys.stderr, signal.SIGTERM);"
            "print(child.pid, flush=True); child.wait()",
        ],
        stdout=subprocess.PIPE,
    )
    assert parent.stdout is not None
    child = psutil.Process(int(parent.stdout.readline()))
    parent.kill()
    parent.wait()
    parent.stdout.close()
    psutil.wait_procs([child], timeout=5)
    assert not child.is_running() or child.status() == psutil.STATUS_ZOMBIE


def test_the_environment_is_not_handed_to_servers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LLM_API_KEY", "secret")
    with (tmp_path / "output").open("w+") as output:
        spawn(["/usr/bin/env"], output, signal.SIGTERM).wait(5)
        output.seek(0)
        assert "secret" not in output.read()
