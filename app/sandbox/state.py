"""What the sandbox remembers between calls, and how handlers reach it."""

from collections import deque
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request
from pydantic import BaseModel, JsonValue

from app.sandbox.calls import Call, Calls
from app.sandbox.endpoints import Endpoint
from app.sandbox.faults import Faults
from app.sandbox.stable_diffusion.painter import Painter
from app.sandbox.stable_diffusion.replies import DEFAULT_OPTIONS

REMEMBERED_WEBHOOKS = 1000


class ReceivedWebhook(BaseModel):
    """One delivery, as GET /control/webhooks shows it; ``body`` is text when it was no JSON."""

    name: str
    headers: dict[str, str]
    body: JsonValue
    at: datetime


class SandboxState:
    """Everything that DELETE /control resets."""

    def __init__(self) -> None:
        self.faults = Faults()
        self.calls = Calls()
        self.webhooks: deque[ReceivedWebhook] = deque(maxlen=REMEMBERED_WEBHOOKS)
        self.painter = Painter()
        self.image_options = dict(DEFAULT_OPTIONS)

    def reset(self) -> None:
        """As after the start."""
        self.faults.reset()
        self.calls.reset()
        self.webhooks.clear()
        self.painter.interrupt()
        self.image_options = dict(DEFAULT_OPTIONS)


def sandbox_state(request: Request) -> SandboxState:
    """The state of the server that handles ``request``."""
    state: SandboxState = request.app.state.sandbox
    return state


Sandbox = Annotated[SandboxState, Depends(sandbox_state)]


def tracked(endpoint: Endpoint) -> Callable[[SandboxState], AsyncIterator[Call]]:
    """A dependency that counts the call until the last byte of its response, streams included."""

    async def track(state: Sandbox) -> AsyncIterator[Call]:
        with state.calls.track(endpoint) as call:
            yield call

    return track
