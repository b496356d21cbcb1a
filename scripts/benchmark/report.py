"""What a benchmark found: tables for people, aims with yes or no, numbers for programs."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from scripts.benchmark.spread import Spread
from scripts.benchmark.usage import Memory


@dataclass(frozen=True)
class Grid:
    """A table; the first column is text, the others are numbers."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Aim:
    """A number that was aimed at beside the one that was measured."""

    what: str
    target: str
    measured: str
    met: bool


@dataclass(frozen=True)
class Part:
    """One part's findings; ``numbers`` holds every round."""

    name: str
    grids: tuple[Grid, ...]
    aims: tuple[Aim, ...]
    numbers: dict[str, Any] = field(default_factory=dict)


def at_least(what: str, target: float, measured: Spread, *, digits: int = 2) -> Aim:
    """Met when the median is not below ``target``."""
    met = measured.median >= target
    return Aim(what, f"≥ {target:,g}", measured.text(digits), met)


def at_most(what: str, target: float, measured: Spread, *, digits: int = 2) -> Aim:
    """Met when the median is not above ``target``."""
    met = measured.median <= target
    return Aim(what, f"≤ {target:,g}", measured.text(digits), met)


def memory_grid(process: str, used: tuple[Memory, Memory], load: str) -> Grid:
    """A process at its start and after ``load``."""
    rows = tuple(
        (when, f"{memory.rss:.1f}", f"{memory.uss:.1f}")
        for when, memory in zip(("at the start", f"after {load}"), used, strict=True)
    )
    return Grid("메모리 (memory)", (process, "RSS MB", "USS MB"), rows)


def aims_met(parts: Sequence[Part]) -> bool:
    """Whether all of them were."""
    return all(aim.met for part in parts for aim in part.aims)


def show(console: Console, facts: Sequence[str], parts: Sequence[Part]) -> None:
    """Print everything."""
    for fact in facts:
        console.print(fact, style="dim", highlight=False)
    for grid in (grid for part in parts for grid in part.grids):
        console.print(_table(grid))
        for note in grid.notes:
            console.print(f"  {note}", style="dim", highlight=False)
        console.print()
    aims = [aim for part in parts for aim in part.aims]
    if aims:
        console.print(_aims(aims))


def write_json(path: Path, facts: Sequence[str], parts: Sequence[Part]) -> None:
    """The same for programs, every round included."""
    document = {"facts": list(facts), "parts": [asdict(part) for part in parts]}
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _table(grid: Grid) -> Table:
    table = Table(title=grid.title, title_justify="left", title_style="bold")
    for number, column in enumerate(grid.columns):
        table.add_column(column, justify="right" if number else "left")
    for row in grid.rows:
        table.add_row(*row)
    return table


def _aims(aims: Sequence[Aim]) -> Table:
    table = Table(title="목표 (aims)", title_justify="left", title_style="bold")
    for column in ("무엇 (what)", "목표 (aim)", "측정 (measured)", "달성 (met)"):
        table.add_column(column)
    for aim in aims:
        verdict = "[green]yes[/green]" if aim.met else "[red]no[/red]"
        table.add_row(aim.what, aim.target, aim.measured, verdict)
    return table
