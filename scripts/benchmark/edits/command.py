"""``benchmark_async.py edits``: edits one after another against 1, 10 and 50 at once."""

import argparse
import sys
import time
from pathlib import Path

from rich.console import Console

from app.config.settings import load_settings
from scripts.benchmark.edits.measure import edit_stories
from scripts.benchmark.edits.report import report
from scripts.benchmark.engine.sizes import QUICK
from scripts.benchmark.engine.stage import SMALL, fill, set_stage
from scripts.benchmark.machine import describe_machine
from scripts.benchmark.progress import Screen
from scripts.benchmark.report import show, write_json

_WIDTH = 120  # of a file, or of another program that reads us


class EditsCommand:
    """See the module."""

    summary = "edits of stories: one after another against 1, 10 and 50 at once"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Where the numbers go."""
        parser.add_argument("--json", type=Path, help="write all numbers to this file")

    def run(self, arguments: argparse.Namespace) -> None:
        """Measure, show, write."""
        console = Console(width=None if sys.stdout.isatty() else _WIDTH)
        screen, started = Screen(console), time.monotonic()
        facts = describe_machine()
        root = load_settings().NEWSUM_HOME / "benchmark"
        with screen.live(), set_stage(root, QUICK, screen) as stage:
            facts += stage.servers.durability()
            fill(stage, SMALL, stage.sizes.small)
            parts = [report(edit_stories(stage))]
        facts.append(f"took {time.monotonic() - started:.0f} s")
        show(console, facts, parts)
        if arguments.json:
            write_json(arguments.json, facts, parts)
