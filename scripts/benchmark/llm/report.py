"""What was measured beside what was asked for."""

from scripts.benchmark.llm.measure import CALLS, MODEL_SECONDS, FirstTokens
from scripts.benchmark.report import Grid, Part, at_most
from scripts.benchmark.spread import Spread, spread

_BEHIND_MS = 10


def report(found: FirstTokens) -> Part:
    """Each way, and how far it is behind the straight one."""
    service = _behind(found.service, found.straight)
    task = _behind(found.task, found.straight)
    rows = (
        ("straight to the model", spread(found.straight).text(1), "0"),
        ("through the LLM service", spread(found.service).text(1), service.text(1)),
        ("as a durable task, over SSE", spread(found.task).text(1), task.text(1)),
    )
    notes = (
        f"Medians of {CALLS} calls, one by one; the model waits {MODEL_SECONDS * 1e3:g} ms first.",
        "A durable task is two requests: its acceptance and its stream.",
    )
    columns = ("way", "first token ms", "behind ms")
    return Part(
        "first token",
        (Grid("첫 토큰 (first token)", columns, rows, notes),),
        (at_most("first token through the service, ms behind", _BEHIND_MS, service, digits=1),),
        vars(found),
    )


def _behind(ours: list[float], straight: list[float]) -> Spread:
    return spread([one - other for one, other in zip(ours, straight, strict=True)])
