"""``benchmark_async.py outfits``: pages of recommendations and their messages."""

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
from scripts.benchmark.outfits.messages import page_with_messages
from scripts.benchmark.outfits.reading import page_without_model
from scripts.benchmark.outfits.report import messages_report, reading_report
from scripts.benchmark.outfits.shop import DATABASE, NUMBER, fill_shop
from scripts.benchmark.progress import Screen
from scripts.benchmark.report import Part, show, write_json

_ROUNDS = 5
_WIDTH = 120  # of a file, or of another program that reads us


class OutfitsCommand:
    """See the module."""

    summary = "recommendations: a page with and without a model"

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
            stage.servers.renew(DATABASE)
            fill_shop(stage.servers.endpoints(DATABASE, NUMBER).postgres, stage.home)
            parts = [measure(stage, arguments.rounds) for measure in _MEASURES]
        facts.append(f"took {time.monotonic() - started:.0f} s, {arguments.rounds} rounds")
        show(console, facts, parts)
        if arguments.json:
            write_json(arguments.json, facts, parts)


_MEASURES: tuple[Callable[[Stage, int], Part], ...] = (
    lambda stage, rounds: messages_report(page_with_messages(stage, rounds)),
    lambda stage, rounds: reading_report(page_without_model(stage, rounds)),
)
