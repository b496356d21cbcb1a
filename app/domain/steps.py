"""The step ledger as nodes see it."""

import hashlib
import json
from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

from pydantic import BaseModel

from app.domain.task import Event

Result = TypeVar("Result", bound=BaseModel)


class StepLedger(Protocol):
    """Runs a paid or visible step at most once to completion, whatever is killed in between."""

    async def once(
        self,
        key: str,
        step: Callable[[], Awaitable[Result]],
        result_type: type[Result],
        *,
        event: Callable[[Result], Event] | None = None,
    ) -> Result:
        """The stored result of ``key``, or that of running ``step`` now.

        ``key`` names the step and its content (see ``step_key``), so changed input runs anew.
        ``event`` is committed together with the result.
        """
        ...


def step_key(name: str, *parts: str | int) -> str:
    """``name`` and a hash of everything that the step's result depends on."""
    content = json.dumps(parts, ensure_ascii=False)
    return f"{name}:{hashlib.sha256(content.encode()).hexdigest()[:32]}"
