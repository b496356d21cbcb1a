"""What forks share must hold nothing of the process that made it."""

import subprocess
import sys
from pathlib import Path

from app.config.group import PROJECT_ROOT
from app.config.settings import Settings
from tests.faults.processes import PRELOADED, ForkedProcess

IMPORT_ALL = f"""
import asyncio, os, psutil
asked = set()
class Watched(type(os.environ)):
    def __getitem__(self, name):
        asked.add(name)
        return super().__getitem__(name)
known = os.environ
os.environ = Watched(
    known._data, known.encodekey, known.decodekey, known.encodevalue, known.decodevalue)
for name in {PRELOADED}:
    __import__(name)
process = psutil.Process()
assert process.num_threads() == 1, "a thread does not survive a fork"
assert not process.net_connections("all"), "a socket would be shared"
assert asyncio.get_event_loop_policy()._local._loop is None, "a loop would be shared"
print(*asked)
"""


def test_what_is_preloaded_reads_no_setting_and_starts_nothing() -> None:
    command = [sys.executable, "-c", IMPORT_ALL]
    done = subprocess.run(command, cwd=PROJECT_ROOT, stdout=subprocess.PIPE, text=True, check=True)
    asked = set(done.stdout.split())
    assert "LANG" in asked, "nothing was watched"
    assert not asked & Settings.model_fields.keys()
    assert not {name for name in asked if name.startswith(("NEWSUM", "LANGCHAIN_TRACING"))}


def test_a_fork_has_its_own_environment_log_and_exit_code(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text("import os, sys; print(sys.argv[1:], dict(os.environ)); sys.exit(3)")
    process = ForkedProcess([str(script), "--only"], {"ONE": "1"}, tmp_path / "log")
    assert process.wait(30) == 3
    assert process.log.read_text() == "['--only'] {'ONE': '1'}\n"


def test_a_killed_fork_says_so(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text("import time; time.sleep(60)")
    process = ForkedProcess([str(script)], {}, tmp_path / "log")
    assert process.poll() is None
    process.kill()
    assert process.wait(10) == -9
