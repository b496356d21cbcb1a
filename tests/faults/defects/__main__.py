"""Plants one defect after another in a copy of the project and tells which test noticed it.

python -m tests.faults.defects [part of a defect's name]
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from app.config.group import PROJECT_ROOT
from tests.faults.defects.plants import DEFECTS, Defect

_COPIED = (
    *("app", "scripts", "tests", "workers", "pyproject.toml"),
    *("main.py", "run_chat_worker.py", "run_unified_llm_worker.py"),
)
_TESTS_FAILED = 1  # pytest's exit code; others say that it could not run them

console = Console(soft_wrap=True)


def main(wanted: str = "") -> int:
    """1 when a defect went unnoticed, or a test fails without any."""
    defects = [defect for defect in DEFECTS if wanted in defect.name]
    with tempfile.TemporaryDirectory(prefix="defects-") as folder:
        copy = Path(folder)
        _copy_project(copy)
        if _run(copy, sorted({defect.test for defect in defects})) != 0:
            console.print("[red]The tests fail without any defect.")
            return 1
        unnoticed = [defect for defect in defects if not _noticed(copy, defect)]
    console.print(f"{len(defects) - len(unnoticed)} of {len(defects)} defects were noticed.")
    return 1 if unnoticed else 0


def _copy_project(copy: Path) -> None:
    copy.chmod(0o755)  # test servers run as another user
    for name in _COPIED:
        source = PROJECT_ROOT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, copy / name)


def _noticed(copy: Path, defect: Defect) -> bool:
    file = copy / defect.file
    sound = file.read_text(encoding="utf-8")
    file.write_text(sound.replace(defect.old, defect.new, 1), encoding="utf-8")
    started = time.monotonic()
    noticed = _run(copy, [defect.test]) == _TESTS_FAILED
    file.write_text(sound, encoding="utf-8")
    verdict = "[green]noticed[/] by" if noticed else "[red]NOT NOTICED[/] by"
    seconds = time.monotonic() - started
    console.print(f"{defect.name}: {verdict} {escape(defect.test)} ({seconds:.0f} s)")
    return noticed


def _run(copy: Path, tests: list[str]) -> int:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests]
    environment = {**os.environ, "PYTHONPATH": str(copy)}  # noqa: TID251
    return subprocess.run(command, cwd=copy, env=environment, capture_output=True).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
