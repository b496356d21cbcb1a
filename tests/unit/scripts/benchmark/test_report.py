import io
import json
from pathlib import Path

from rich.console import Console

from scripts.benchmark.report import Grid, Part, aims_met, at_least, at_most, show, write_json
from scripts.benchmark.spread import Spread

PART = Part(
    "accept",
    (Grid("accept", ("server", "requests/s"), (("bare", "4,000"),), ("a note",)),),
    (
        at_least("rate", 0.8, Spread(0.8, 0.5, 0.9)),
        at_least("drain", 8_000, Spread(7_999, 7_000, 9_000)),
        at_most("dispatch", 3, Spread(3.1, 2.0, 4.0)),
    ),
    {"rounds": [1.0, 2.0]},
)


def test_the_median_decides_whether_an_aim_is_met() -> None:
    assert [aim.met for aim in PART.aims] == [True, False, False]
    assert PART.aims[1].target == "≥ 8,000"
    assert not aims_met([PART])
    assert aims_met([Part("drain", (), PART.aims[:1])])


def test_everything_is_shown() -> None:
    console = Console(file=io.StringIO(), record=True, width=120)
    show(console, ["a machine"], [PART])
    text = console.export_text()
    for expected in ("a machine", "4,000", "a note", "0.80 (0.50..0.90)", "yes", "no"):
        assert expected in text


def test_programs_get_every_round(tmp_path: Path) -> None:
    write_json(tmp_path / "found.json", ["a machine"], [PART])
    found = json.loads((tmp_path / "found.json").read_text())
    assert found["parts"][0]["numbers"] == {"rounds": [1.0, 2.0]}
    assert found["parts"][0]["aims"][0]["met"] is True
