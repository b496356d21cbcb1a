"""The command line of ``benchmark_async.py``: one subcommand per subject."""

import argparse
import signal
import sys
from collections.abc import Mapping
from typing import Protocol

from app.config.settings import ConfigurationError
from app.domain.errors import InfrastructureError
from scripts.benchmark.edits.command import EDITS
from scripts.benchmark.engine.command import EngineCommand
from scripts.benchmark.failure import BenchmarkFailed
from scripts.benchmark.llm.command import LLM
from scripts.benchmark.news_scripts.command import SCRIPTS
from scripts.benchmark.outfits.command import OUTFITS


class Command(Protocol):
    """A subcommand: what it takes, and what it does."""

    @property
    def summary(self) -> str:
        """For the list of subcommands."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Its own options."""

    def run(self, arguments: argparse.Namespace) -> bool:
        """Measure and report; whether all aims were met. Raises BenchmarkFailed for no report."""


COMMANDS: Mapping[str, Command] = {
    "edits": EDITS,
    "engine": EngineCommand(),
    "llm": LLM,
    "outfits": OUTFITS,
    "scripts": SCRIPTS,
}


AIM_MISSED = 3
_STATUS = f"exit status: 0 all aims met, 1 could not measure, {AIM_MISSED} an aim was missed"


def main() -> int:
    """The exit status, as the help text tells it."""
    parser = argparse.ArgumentParser(prog="benchmark_async.py", description=__doc__, epilog=_STATUS)
    chosen = parser.add_subparsers(dest="command", required=True)
    for name, command in COMMANDS.items():
        subparser = chosen.add_parser(
            name, help=command.summary, description=command.summary, epilog=_STATUS
        )
        command.add_arguments(subparser)
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # clean up, like after Ctrl-C
    try:
        met = COMMANDS[arguments.command].run(arguments)
    except (BenchmarkFailed, ConfigurationError, InfrastructureError) as exc:
        sys.stderr.write(f"{exc}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    return 0 if met else AIM_MISSED
