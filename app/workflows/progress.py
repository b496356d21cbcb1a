"""Progress of a run: nodes do not know that anybody watches."""

import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol, TypeVar

from app.domain.current_run import take_warnings
from app.domain.task import Event, Json
from app.workflows.steps import Step

StateT = TypeVar("StateT")
NodeRun = Callable[[StateT], Awaitable[dict[str, Any]]]


class Teller(Protocol):
    """Commits events: at once, or with the checkpoint that makes them true."""

    async def tell(self, *events: Event) -> None:
        """Commit now."""
        ...

    def tell_with_next_checkpoint(self, *events: Event) -> None:
        """Commit with the next checkpoint."""
        ...


def told(
    step: Step, steps: Sequence[Step], run: NodeRun[StateT], teller: Teller
) -> NodeRun[StateT]:
    """``run``, which is one of ``steps``, with its start, its end and its warnings told."""
    about: Json = {
        "node": step.node,
        "label": step.label,
        "step": steps.index(step) + 1,
        "total": len(steps),
    }

    async def node(state: StateT) -> dict[str, Any]:
        started = time.monotonic()
        await teller.tell(Event("node_started", about))
        update = await run(state)
        seconds = round(time.monotonic() - started, 3)
        if warned := [*update.get("warnings", []), *take_warnings()]:
            update = update | {"warnings": warned}
        warnings = [Event("warning", {"message": text}) for text in warned]
        teller.tell_with_next_checkpoint(
            *warnings, Event("node_finished", {**about, "seconds": seconds})
        )
        return update

    return node
