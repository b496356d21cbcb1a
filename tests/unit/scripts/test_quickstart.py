"""What quickstart.sh answers before it prepares anything."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from app.config.group import PROJECT_ROOT


def quickstart(clone: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    (clone / "scripts").mkdir(exist_ok=True)
    for name in ("quickstart.sh", "environment.sh"):
        shutil.copy(PROJECT_ROOT / "scripts" / name, clone / "scripts")
    return subprocess.run(
        [str(clone / "scripts" / "quickstart.sh"), *arguments], capture_output=True, text=True
    )


def test_help_needs_no_installation_and_names_every_option(tmp_path: Path) -> None:
    helped = quickstart(tmp_path, "도서관", "--help")
    assert (helped.returncode, helped.stderr) == (0, "")
    assert not (tmp_path / ".venv").exists()
    known = subprocess.run(
        [sys.executable, "-m", "scripts.make_comic", "--help"],
        cwd=PROJECT_ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for option in set(re.findall(r"--[a-z]+", known.stdout)) - {"--help"}:
        assert option in helped.stdout


def test_without_arguments_it_says_how_to_use_it(tmp_path: Path) -> None:
    asked = quickstart(tmp_path)
    assert asked.returncode == 2
    assert "--article" in asked.stderr


def test_wrong_arguments_start_nothing(tmp_path: Path) -> None:
    venv = tmp_path / ".venv"
    (venv / "bin").mkdir(parents=True)
    fake = venv / "bin" / "python"
    fake.write_text('#!/bin/sh\necho "$*" >>"$0.calls"\ncase "$*" in *--check*) exit 2 ;; esac\n')
    fake.chmod(0o755)
    (tmp_path / "requirements.txt").write_text("")
    stamp = subprocess.run(["cksum"], input="", capture_output=True, text=True, check=True)
    (venv / ".installed-runtime").write_text(stamp.stdout)
    assert quickstart(tmp_path, "ab").returncode == 2
    calls = (venv / "bin" / "python.calls").read_text()
    assert "make_comic --check ab" in calls
    assert "scripts.services" not in calls
