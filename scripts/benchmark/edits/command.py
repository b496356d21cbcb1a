"""``benchmark_async.py edits``: edits one after another against 1, 10 and 50 at once."""

from scripts.benchmark.edits.measure import edit_stories
from scripts.benchmark.edits.report import report
from scripts.benchmark.engine.stage import SMALL, Stage, fill
from scripts.benchmark.report import Part
from scripts.benchmark.staged_command import StagedCommand


def _measure(stage: Stage, _: int) -> list[Part]:
    fill(stage, SMALL, stage.sizes.small)
    return [report(edit_stories(stage))]


EDITS = StagedCommand(
    "edits of stories: one after another against 1, 10 and 50 at once", _measure, in_rounds=False
)
