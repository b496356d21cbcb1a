from pathlib import Path

import pytest

from app.embedded import logfile
from app.embedded.logfile import trim_log


def test_a_large_log_is_moved_aside_under_its_writer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logfile, "MAX_BYTES", 10)
    log = tmp_path / "server.log"
    with log.open("a") as writer:
        writer.write("a long line\n")
        writer.flush()
        trim_log(log)
        writer.write("next\n")
    assert log.read_text() == "next\n"
    assert (tmp_path / "server.log.1").read_text() == "a long line\n"


def test_a_small_or_missing_log_is_left_alone(tmp_path: Path) -> None:
    log = tmp_path / "server.log"
    trim_log(log)
    log.write_text("short\n")
    trim_log(log)
    assert [path.name for path in tmp_path.iterdir()] == ["server.log"]
