"""What the runtime needs of a handler: a new kind of task is one payload model and one of these."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Protocol, TypeVar

from app.domain.task import TaskPayload
from app.services.llm.protocol import TextSink
from app.tasks.outcome import Outcome
from app.tasks.runs import Run

# Where a run's answer appears while it is made, for the length of the block.
OpenTokens = Callable[[Run], AbstractAsyncContextManager[TextSink]]

Payload_contra = TypeVar("Payload_contra", bound=TaskPayload, contravariant=True)


class Handler(Protocol[Payload_contra]):
    """Called for each run of a task; cancellation, deadline and errors are the runtime's."""

    async def __call__(self, run: Run, payload: Payload_contra) -> Outcome:
        """Do the work; raise an AppError to fail, RetryLater to be called again."""
        ...
