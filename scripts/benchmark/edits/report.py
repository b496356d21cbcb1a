"""Edits one after another beside edits at once, and what the concurrency limit allows."""

from dataclasses import asdict

from scripts.benchmark.edits.measure import CONCURRENCY, MODEL_SECONDS, Compared, Edited
from scripts.benchmark.report import Aim, Grid, Part, memory_grid

_TIMES_ALLOWED = 1.1


def report(compared: Compared) -> Part:
    """The documents' comparison."""
    alone = compared.sequential.seconds / compared.sequential.edits
    rows = [_row("하나씩 (one after another)", compared.sequential, alone, at_once=1)]
    for edited in compared.at_once:
        what = f"{edited.edits}개 동시 (at once)"
        rows.append(_row(what, edited, alone, at_once=edited.edits))
    grid = Grid(
        "이야기 편집 (edits)",
        (
            *("how", "edits", "s", "s per edit", "times faster", "limit allows s"),
            *("CPU s per edit", "gateway peak MB", "worker peak MB"),
        ),
        tuple(rows),
        (
            f"A model that takes {MODEL_SECONDS:g} s, {CONCURRENCY} calls at a time.",
            "CPU: gateway and worker together. Peak: resident, looked at while the edits went on.",
        ),
    )
    most = compared.at_once[-1]
    done = f"{sum(each.edits for each in (compared.sequential, *compared.at_once))} edits"
    return Part(
        "edits",
        (
            grid,
            memory_grid("gateway", compared.gateway, done),
            memory_grid("worker", compared.worker, done),
        ),
        (_aim(most),),
        asdict(compared),
    )


def allowed_seconds(edits: int, at_once: int) -> float:
    """Rounds of as many calls as may run, each as long as the model takes."""
    return -(-edits // min(at_once, CONCURRENCY)) * MODEL_SECONDS


def _aim(edited: Edited) -> Aim:
    times = edited.seconds / allowed_seconds(edited.edits, edited.edits)
    what = f"{edited.edits} edits at once, times what the limit allows"
    return Aim(what, f"≤ {_TIMES_ALLOWED:g}", f"{times:.2f}", times <= _TIMES_ALLOWED)


def _row(how: str, edited: Edited, alone: float, at_once: int) -> tuple[str, ...]:
    each = edited.seconds / edited.edits
    return (
        how,
        str(edited.edits),
        f"{edited.seconds:.2f}",
        f"{each:.2f}",
        f"{alone / each:.1f}",
        f"{allowed_seconds(edited.edits, at_once):.1f}",
        f"{edited.cpu_seconds / edited.edits:.3f}",
        f"{edited.gateway.rss:.1f}",
        f"{edited.worker.rss:.1f}",
    )
