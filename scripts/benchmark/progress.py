"""Live progress: what is being measured, how far it is, and each number as it comes."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn


class Steps:
    """The steps of one part."""

    def __init__(self, progress: Progress, part: str, total: float) -> None:
        self._progress = progress
        self._part = part
        self._task = progress.add_task(part, total=total)

    def begin(self, what: str) -> None:
        """Say what is being done now."""
        self._progress.update(self._task, description=f"{self._part}: {what}")

    def done(self, finding: str = "", advance: float = 1) -> None:
        """One step is over; ``finding`` stays on the screen."""
        self._progress.update(self._task, advance=advance)
        if finding:
            self._progress.console.print(f"  {self._part}: {finding}", highlight=False)

    def end(self) -> None:
        """The part is over."""
        self._progress.remove_task(self._task)


class Screen:
    """Draws at a pace that leaves the processors to what is measured."""

    def __init__(self, console: Console) -> None:
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            TimeElapsedColumn(),
            console=console,
            refresh_per_second=2,
            transient=True,
        )

    @contextmanager
    def live(self) -> Iterator[None]:
        """On the screen for the block."""
        with self._progress:
            yield

    @contextmanager
    def part(self, name: str, total: float) -> Iterator[Steps]:
        """The progress of one part of ``total`` steps."""
        steps = Steps(self._progress, name, total)
        try:
            yield steps
        finally:
            steps.end()
