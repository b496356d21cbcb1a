"""``benchmark_async.py engine``: the engine's speed, memory and flatness beside its peers."""

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from app.config.settings import load_settings
from scripts.benchmark.engine import queries
from scripts.benchmark.engine.accept.measure import accept
from scripts.benchmark.engine.accept.report import report as accept_report
from scripts.benchmark.engine.comics.measure import make_comics
from scripts.benchmark.engine.comics.report import report as comics_report
from scripts.benchmark.engine.drain.measure import drain
from scripts.benchmark.engine.drain.report import report as drain_report
from scripts.benchmark.engine.sizes import FULL, QUICK, Sizes
from scripts.benchmark.engine.stage import LARGE, SMALL, Stage, fill, set_stage
from scripts.benchmark.machine import describe_machine
from scripts.benchmark.peers import install_peers
from scripts.benchmark.progress import Screen
from scripts.benchmark.report import Part, aims_met, show, write_json

# In this order: accept leaves open tasks behind, which the parts before it must not meet.
PARTS = ("queries", "drain", "comic", "accept")
_WIDTH = 170  # of a file, or of another program that reads us


class EngineCommand:
    """See the module."""

    summary = "the task engine beside bare FastAPI, taskiq, dramatiq and procrastinate"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """What to measure, and how much of it."""
        parser.add_argument("--quick", action="store_true", help="small numbers, to try it out")
        parser.add_argument("--only", type=_parts, default=PARTS, help=f"of {','.join(PARTS)}")
        parser.add_argument("--rounds", type=int, help="rounds of what is compared")
        parser.add_argument("--stored", type=int, help="tasks stored in the large database")
        parser.add_argument("--json", type=Path, help="write all numbers to this file")

    def run(self, arguments: argparse.Namespace) -> bool:
        """Measure, show, write; whether all aims were met."""
        sizes = _sizes(arguments)
        console = Console(width=None if sys.stdout.isatty() else _WIDTH)
        screen, started = Screen(console), time.monotonic()
        facts = describe_machine()
        root = load_settings().NEWSUM_HOME / "benchmark"
        with screen.live(), set_stage(root, sizes, screen) as stage:
            facts += stage.servers.durability()
            parts = _measure(stage, root, arguments.only)
        facts.append(f"took {time.monotonic() - started:.0f} s, {sizes.rounds} rounds")
        show(console, facts, parts)
        if arguments.json:
            write_json(arguments.json, facts, parts)
        return aims_met(parts)


def _parts(text: str) -> tuple[str, ...]:
    chosen = text.split(",")
    if unknown := set(chosen) - set(PARTS):
        raise argparse.ArgumentTypeError(f"{', '.join(unknown)}: not one of {', '.join(PARTS)}")
    return tuple(name for name in PARTS if name in chosen)


def _sizes(arguments: argparse.Namespace) -> Sizes:
    sizes = QUICK if arguments.quick else FULL
    return replace(
        sizes,
        rounds=arguments.rounds or sizes.rounds,
        large=arguments.stored or sizes.large,
    )


def _measure(stage: Stage, root: Path, chosen: tuple[str, ...]) -> list[Part]:
    fill(stage, SMALL, stage.sizes.small)
    fill(stage, LARGE, stage.sizes.large)
    measures: dict[str, Callable[[], list[Part]]] = {
        "queries": lambda: [queries.measure(stage)],
        "drain": lambda: [drain_report(drain(stage, install_peers(root, stage.screen)))],
        "comic": lambda: [comics_report(make_comics(stage, name)) for name in (SMALL, LARGE)],
        "accept": lambda: [accept_report(accept(stage))],
    }
    return [part for name in chosen for part in measures[name]()]
