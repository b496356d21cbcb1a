"""The log: what is written, when, and where."""

import asyncio
import json
import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog

from app.config.service_settings import AppSettings
from app.observability.logging import configure_logging


class Logged:
    """A process's log in a directory of the test's own."""

    def __init__(self, directory: Path) -> None:
        self.path = directory / "app.log"
        self.configure()

    def configure(self, level: str = "INFO") -> None:
        configure_logging(AppSettings(LOG_PATH=self.path.parent, LOG_LEVEL=level), "Tester")

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.path.read_text().splitlines()]

    def events(self) -> list[str]:
        return [line["event"] for line in self.lines()]


@pytest.fixture
def logged(tmp_path: Path) -> Iterator[Logged]:
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield Logged(tmp_path)
    root.handlers = handlers
    root.setLevel(level)
    structlog.reset_defaults()


async def test_what_is_told_in_one_turn_is_written_together(logged: Logged) -> None:
    log = structlog.get_logger()
    log.info("first", count=1)
    log.info("second", 한글="그대로")
    assert logged.events() == []
    await asyncio.sleep(0)
    first, second = logged.lines()
    assert (first["component"], first["level"], first["count"]) == ("Tester", "info", 1)
    assert first["timestamp"].endswith("Z")
    assert second["한글"] == "그대로"
    assert "그대로" in logged.path.read_text()


async def test_what_may_be_the_last_word_is_written_at_once(logged: Logged) -> None:
    log = structlog.get_logger()
    log.info("before")
    log.warning("last")
    assert logged.events() == ["before", "last"]


async def test_threads_have_no_turn(logged: Logged) -> None:
    await asyncio.to_thread(structlog.get_logger().info, "from a thread")
    assert logged.events() == ["from a thread"]


def test_nor_has_a_process_without_a_loop(logged: Logged) -> None:
    structlog.get_logger().info("started")
    assert logged.events() == ["started"]


def test_what_libraries_log_looks_the_same(logged: Logged) -> None:
    try:
        raise ValueError("reason")
    except ValueError:
        logging.getLogger("library").exception("%s failed", "it")
    [line] = logged.lines()
    assert (line["component"], line["event"], line["level"]) == ("Tester", "it failed", "error")
    assert "ValueError: reason" in line["exception"]


def test_levels(logged: Logged) -> None:
    logged.configure("WARNING")
    log = structlog.get_logger()
    for level in ("debug", "info", "warning", "error", "critical"):
        getattr(log, level)(level)
        getattr(logging.getLogger("library"), level)(f"library {level}")
    logging.getLogger("httpx2").info("chatty")
    assert logged.events() == [
        f"{who}{level}" for level in ("warning", "error", "critical") for who in ("", "library ")
    ]


def test_a_log_that_was_moved_away_is_begun_anew(logged: Logged) -> None:
    log = structlog.get_logger()
    log.info("old")
    logged.path.rename(logged.path.with_suffix(".1"))
    log.info("new")
    assert logged.events() == ["new"]


def test_values_that_are_not_json(logged: Logged) -> None:
    structlog.get_logger().info("odd", path=Path("/a"), half="\ud800")
    [line] = logged.lines()
    assert "/a" in line["path"]


def test_a_full_disk_fails_nothing(logged: Logged) -> None:
    logged.path.unlink()
    logged.path.symlink_to("/dev/full")
    logged.configure()
    structlog.get_logger().error("unwritten")


def test_stderr_has_the_same_lines_unless_it_is_a_terminal(
    logged: Logged, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    structlog.get_logger().info("plain")
    assert capsys.readouterr().err == logged.path.read_text()
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    logged.configure()
    structlog.get_logger().info("seen", answer=42)
    shown = capsys.readouterr().err
    assert "seen" in shown
    assert not shown.startswith("{")
    assert logged.events() == ["plain", "seen"]
