"""A subject that is measured on a stage of its own: servers, a sandbox, the product."""

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from app.config.settings import load_settings
from scripts.benchmark.engine.sizes import QUICK
from scripts.benchmark.engine.stage import Stage, set_stage
from scripts.benchmark.machine import describe_machine
from scripts.benchmark.progress import Screen
from scripts.benchmark.report import Part, aims_met, show, write_json

_ROUNDS = 5
_WIDTH = 120  # of a file, or of another program that reads us


@dataclass(frozen=True)
class StagedCommand:
    """``measure`` gets the stage and how many rounds are wanted; some take no rounds."""

    summary: str
    measure: Callable[[Stage, int], list[Part]]
    in_rounds: bool = True

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """How often, and where the numbers go."""
        parser.set_defaults(rounds=1)
        if self.in_rounds:
            parser.add_argument("--rounds", type=int, default=_ROUNDS, help="rounds of everything")
        parser.add_argument("--json", type=Path, help="write all numbers to this file")

    def run(self, arguments: argparse.Namespace) -> bool:
        """Measure, show, write; whether all aims were met."""
        console = Console(width=None if sys.stdout.isatty() else _WIDTH)
        screen, started = Screen(console), time.monotonic()
        facts = describe_machine()
        root = load_settings().NEWSUM_HOME / "benchmark"
        with screen.live(), set_stage(root, QUICK, screen) as stage:
            facts += stage.servers.durability()
            parts = self.measure(stage, arguments.rounds)
        facts.append(f"took {time.monotonic() - started:.0f} s, rounds: {arguments.rounds}")
        show(console, facts, parts)
        if arguments.json:
            write_json(arguments.json, facts, parts)
        return aims_met(parts)
