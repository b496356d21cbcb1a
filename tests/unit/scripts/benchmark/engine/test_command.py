import argparse

import pytest

from scripts.benchmark.engine.command import EngineCommand
from scripts.benchmark.engine.sizes import FULL, QUICK


def parse(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    EngineCommand().add_arguments(parser)
    return parser.parse_args(words)


def test_parts_keep_their_order() -> None:
    # accept leaves open tasks, which the other parts must not meet
    assert parse("--only", "accept,queries").only == ("queries", "accept")
    assert parse().only == ("queries", "drain", "comic", "accept")


def test_an_unknown_part_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse("--only", "accept,speed")
    assert "speed" in capsys.readouterr().err


def test_the_accepted_tasks_stay_below_the_queue_s_limit() -> None:
    for sizes in (FULL, QUICK):
        assert sizes.rounds * (sizes.requests + sizes.warmup) < 100_000
