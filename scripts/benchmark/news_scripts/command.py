"""``benchmark_async.py scripts``: image downloads, broken images, and whole scripts."""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console

from app.config.settings import load_settings
from scripts.benchmark.engine.sizes import QUICK
from scripts.benchmark.engine.stage import Stage, set_stage
from scripts.benchmark.machine import describe_machine
from scripts.benchmark.news_scripts.database import make_database
from scripts.benchmark.news_scripts.downloads import download
from scripts.benchmark.news_scripts.faults import break_images
from scripts.benchmark.news_scripts.report import (
    downloads_report,
    faults_report,
    writing_report,
)
from scripts.benchmark.news_scripts.writing import write
from scripts.benchmark.progress import Screen
from scripts.benchmark.report import Part, show, write_json

_ROUNDS = 5
_WIDTH = 120  # of a file, or of another program that reads us


class ScriptsCommand:
    """See the module."""

    summary = "video scripts: image downloads, broken images, a whole script"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """How often."""
        parser.add_argument("--rounds", type=int, default=_ROUNDS, help="rounds of everything")
        parser.add_argument("--json", type=Path, help="write all numbers to this file")

    def run(self, arguments: argparse.Namespace) -> None:
        """Measure, show, write."""
        console = Console(width=None if sys.stdout.isatty() else _WIDTH)
        screen, started = Screen(console), time.monotonic()
        facts = describe_machine()
        root = load_settings().NEWSUM_HOME / "benchmark"
        with screen.live(), set_stage(root, QUICK, screen) as stage:
            facts += stage.servers.durability()
            make_database(stage)
            parts = [measure(stage, arguments.rounds) for measure in _MEASURES]
        facts.append(f"took {time.monotonic() - started:.0f} s, {arguments.rounds} rounds")
        show(console, facts, parts)
        if arguments.json:
            write_json(arguments.json, facts, parts)


_MEASURES: tuple[Callable[[Stage, int], Part], ...] = (
    lambda stage, rounds: downloads_report(download(stage, rounds)),
    lambda stage, _: faults_report(break_images(stage)),
    lambda stage, rounds: writing_report(write(stage, rounds)),
)
