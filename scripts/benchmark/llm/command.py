"""``benchmark_async.py llm``: the first token through our service beside the model's own."""

import argparse
import sys
import time
from pathlib import Path

from rich.console import Console

from app.config.settings import load_settings
from scripts.benchmark.engine.sizes import QUICK
from scripts.benchmark.engine.stage import set_stage
from scripts.benchmark.llm.measure import first_tokens
from scripts.benchmark.llm.report import report
from scripts.benchmark.machine import describe_machine
from scripts.benchmark.progress import Screen
from scripts.benchmark.report import show, write_json

_ROUNDS = 5
_WIDTH = 120  # of a file, or of another program that reads us


class LlmCommand:
    """See the module."""

    summary = "the first token: straight to the model, through the LLM service, as a task"

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
            parts = [report(first_tokens(stage, arguments.rounds))]
        facts.append(f"took {time.monotonic() - started:.0f} s, {arguments.rounds} rounds")
        show(console, facts, parts)
        if arguments.json:
            write_json(arguments.json, facts, parts)
