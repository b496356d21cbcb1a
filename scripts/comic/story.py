"""What the events have told of a comic so far."""

import time
from dataclasses import dataclass, field

from app.domain.task import StoredEvent
from app.workflows.steps import COMIC_STEPS


@dataclass
class StepProgress:
    """One of the twelve steps."""

    label: str
    started: float | None = None
    seconds: float | None = None
    note: str = ""

    @property
    def running(self) -> bool:
        """Started and not finished."""
        return self.started is not None and self.seconds is None


@dataclass
class Story:
    """The steps in their order, and how it ended."""

    steps: dict[str, StepProgress] = field(
        default_factory=lambda: {step.node: StepProgress(step.label) for step in COMIC_STEPS}
    )
    panels: set[int] = field(default_factory=set)
    warnings: list[str] = field(default_factory=list)
    outcome: str | None = None
    reason: str = ""

    def apply(self, event: StoredEvent) -> str | None:
        """Take the event in; the line that a plain log shows for it, if any."""
        match event.kind:
            case "node_started":
                self._started(event)
            case "node_finished":
                return self._finished(event)
            case "panel":
                return self._panel(event)
            case "warning":
                self.warnings.append(event.data["message"])
                return f"  ! {event.data['message']}"
            case "retry":
                return f"  다시 시도합니다: {event.data.get('reason', '')}"
            case "succeeded":
                self.outcome = event.kind
            case "cancelled":
                return self._stopped(event.kind, "취소되었습니다.")
            case "failed":
                return self._stopped(event.kind, event.data["detail"])
        return None

    def _started(self, event: StoredEvent) -> None:
        step = self.steps[event.data["node"]]
        step.started, step.seconds, step.note = time.monotonic(), None, ""

    def _finished(self, event: StoredEvent) -> str:
        step, data = self.steps[event.data["node"]], event.data
        step.started = step.started or time.monotonic()
        step.seconds = data["seconds"]
        return f"{self._headed(step)}  {step.seconds:.1f}s  {step.note}".rstrip()

    def _stopped(self, outcome: str, reason: str) -> str:
        self.outcome, self.reason = outcome, reason
        running = [self._headed(step) for step in self.steps.values() if step.running]
        return "\n".join(f"{place}✗ {reason}" for place in [f"{it}  " for it in running] or [""])

    def _headed(self, step: StepProgress) -> str:
        number = list(self.steps.values()).index(step) + 1
        return f"[{number:>2}/{len(self.steps)}] {step.label}"

    def _panel(self, event: StoredEvent) -> str:
        self.panels.add(event.data["number"])
        for step in self.steps.values():
            if step.running:
                step.note = f"{len(self.panels)}컷 완성"
        return f"        컷 {event.data['number']}: {event.data['alt_text']}"
