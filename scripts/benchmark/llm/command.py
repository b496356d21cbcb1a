"""``benchmark_async.py llm``: the first token through our service beside the model's own."""

from scripts.benchmark.engine.stage import Stage
from scripts.benchmark.llm.measure import first_tokens
from scripts.benchmark.llm.report import report
from scripts.benchmark.report import Part
from scripts.benchmark.staged_command import StagedCommand


def _measure(stage: Stage, rounds: int) -> list[Part]:
    return [report(first_tokens(stage, rounds))]


LLM = StagedCommand(
    "the first token: straight to the model, through the LLM service, as a task", _measure
)
