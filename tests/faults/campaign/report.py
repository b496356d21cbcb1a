"""The campaign as people see it: a bar while it runs, then tables."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from tests.faults.campaign.outcome import Outcome, percentile
from tests.faults.campaign.schedule import Kind

TARGET_P99 = 12.0  # seconds, with the product's lease
MOST_SENTENCES = 20
NAMES = {"kill": "kill -9", "freeze": "정지", "ended": "스스로 끝남"}


class Screen:
    """The live progress."""

    def __init__(self, progress: Progress, faults: int) -> None:
        self._progress = progress
        self._bar = progress.add_task("준비", total=faults, told="")

    def phase(self, name: str) -> None:
        """What is done now."""
        self._progress.update(self._bar, description=name)

    def fault(self) -> None:
        """One more was caused."""
        self._progress.advance(self._bar)

    def tasks(self, accepted: int, ended: int, open_: int) -> None:
        """How the engine does."""
        told = f"접수 {accepted} · 끝남 {ended} · 열림 {open_}"
        self._progress.update(self._bar, told=told)


@contextmanager
def live_screen(console: Console, faults: int) -> Iterator[Screen]:
    """A bar with the faults, the time and the tasks."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[told]}"),
    )
    with Progress(*columns, console=console) as progress:
        yield Screen(progress, faults)


def show(console: Console, outcome: Outcome) -> None:
    """The whole report."""
    plan = outcome.plan
    console.print(
        f"고장 {plan.faults}번 · 씨앗 {plan.seed} · 리스 {plan.lease:g}초 · {outcome.seconds:.0f}초"
    )
    for table in (_faults(outcome), _tasks(outcome), _times(outcome), _waste(outcome)):
        console.print(table)
    console.print(_findings(outcome))
    for finding in outcome.findings:
        for sentence in finding.violations[:MOST_SENTENCES]:
            console.print(f"{finding.group} · {finding.what}: {sentence}", markup=False)
        if more := len(finding.violations[MOST_SENTENCES:]):
            console.print(f"{finding.group} · {finding.what}: … {more}")
    console.print(
        "[green]모두 지켜졌습니다.[/]" if outcome.sound else "[red]어긴 것이 있습니다.[/]"
    )


def _faults(outcome: Outcome) -> Table:
    table = Table("고장", "번", title="일으킨 고장")
    for kind in Kind:
        table.add_row(kind.value, str(outcome.done[kind]))
    return table


def _tasks(outcome: Outcome) -> Table:
    table = Table("종류", "끝", "까닭", "작업", title="작업")
    for ending in outcome.endings:
        table.add_row(ending.type, ending.status, ending.reason, str(ending.tasks))
    table.add_row("접수됨", "", "", str(outcome.acknowledged))
    table.add_row("답을 못 받음", "", "", str(outcome.unanswered))
    return table


def _times(outcome: Outcome) -> Table:
    table = Table("", "번", "p50", "p99", "max", title="회복 시간 (초)")
    found = outcome.recoveries
    for cause in sorted({recovery.cause for recovery in found}):
        of_cause = [r.seconds for r in found if r.cause == cause]
        table.add_row(f"{NAMES[cause]} → 다음 claim", *_spread(of_cause))
    for alone, name in ((True, "그중 혼자 돌 프로세스를 기다린 작업"), (False, "그 밖의 작업")):
        table.add_row(name, *_spread([r.seconds for r in found if r.alone is alone]))
    table.add_row(f"모두 (목표: p99 {TARGET_P99:g} 이하)", *_spread([r.seconds for r in found]))
    table.add_row("모두, PostgreSQL이 없던 동안도 세면", *_spread([r.waited for r in found]))
    for server, times in outcome.restarts.items():
        table.add_row(f"{server} 재시작 → 첫 성공", *_spread(times))
    return table


def _spread(times: Sequence[float]) -> list[str]:
    if not times:
        return ["0", "-", "-", "-"]
    return [str(len(times)), *(f"{percentile(times, share):.2f}" for share in (0.5, 0.99, 1.0))]


def _waste(outcome: Outcome) -> Table:
    kills = outcome.done[Kind.KILL_WORKER] + outcome.done[Kind.FREEZE_WORKER]
    table = Table("", "부른 횟수", "필요한 횟수", "낭비", "워커 고장당", title="모델 호출")
    for name, calls in outcome.calls.items():
        share = f"{calls.wasted / kills:.3f}" if kills else "-"
        table.add_row(name, str(calls.made), str(calls.needed), str(calls.wasted), share)
    return table


def _findings(outcome: Outcome) -> Table:
    table = Table("", "", "번", title="판정")
    for finding in outcome.findings:
        count = len(finding.violations)
        table.add_row(finding.group, finding.what, f"[red]{count}[/]" if count else "0")
    table.add_row("참고", "살아 있는 워커에게서 빼앗음", str(outcome.robberies))
    return table
