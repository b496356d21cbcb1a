import argparse
import sys

import pytest

from scripts.benchmark import main as command_line
from scripts.benchmark.failure import BenchmarkFailed


class Told:
    """A subcommand that found what the test says."""

    summary = "for a test"

    def __init__(self, met: bool | None) -> None:
        self.met = met

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """None."""

    def run(self, _: argparse.Namespace) -> bool:
        if self.met is None:
            raise BenchmarkFailed("nothing to measure")
        return self.met


@pytest.mark.parametrize(("met", "status"), [(True, 0), (False, 3), (None, 1)])
def test_the_exit_status_says_whether_the_aims_were_met(
    monkeypatch: pytest.MonkeyPatch, met: bool | None, status: int
) -> None:
    monkeypatch.setattr(command_line, "COMMANDS", {"told": Told(met)})
    monkeypatch.setattr(sys, "argv", ["benchmark_async.py", "told"])
    assert command_line.main() == status
