"""The progress of the twelve steps: a live table in a terminal, plain lines elsewhere."""

import sys
import time
from collections.abc import Iterable

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

from app.domain.task import StoredEvent
from scripts.comic.story import StepProgress, Story


def follow(events: Iterable[StoredEvent]) -> Story:
    """Show the events until they end; what they told."""
    if sys.stdout.isatty():
        return _follow_live(events)
    return _follow_plain(events)


def _follow_plain(events: Iterable[StoredEvent]) -> Story:
    story = Story()
    for event in events:
        line = story.apply(event)
        if line:
            print(line, flush=True)
    return story


def _follow_live(events: Iterable[StoredEvent]) -> Story:
    story = Story()
    screen = _Screen(story)
    with Live(screen, console=Console(), refresh_per_second=8):
        for event in events:
            story.apply(event)
    return story


class _Screen:
    """Rich asks it for a new picture several times a second."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._spinner = Spinner("dots", style="cyan")

    def __rich__(self) -> RenderableType:
        table = Table.grid(padding=(0, 1))
        for number, step in enumerate(self._story.steps.values(), start=1):
            table.add_row(
                self._mark(step),
                f"{number:>2}/{len(self._story.steps)}",
                Text(step.label, style="bold" if step.running else ""),
                Text(_duration(step), style="dim", justify="right"),
                Text(step.note, style="dim", no_wrap=True, overflow="ellipsis"),
            )
        warnings = [Text(f"! {text}", style="yellow") for text in self._story.warnings]
        return Group(table, *warnings)

    def _mark(self, step: StepProgress) -> RenderableType:
        if step.running:
            return Text("✗", style="red") if self._story.outcome else self._spinner
        return Text("·", style="dim") if step.started is None else Text("✓", style="green")


def _duration(step: StepProgress) -> str:
    if step.started is None:
        return ""
    seconds = time.monotonic() - step.started if step.seconds is None else step.seconds
    return f"{seconds:.1f}s"
