"""The step ledger over ``task_steps``: paid or visible steps, at most once to completion."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import structlog
from pydantic import BaseModel

from app.domain.errors import DatabaseDown
from app.domain.steps import Result
from app.domain.task import Effect, Event
from app.queries import load_queries
from app.tasks.runs import Run

QUERIES = load_queries(__file__, "queries.sql")

_REWRITE_SECONDS = 0.5

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class _Visible:
    """What a step's transaction commits beside its result."""

    events: Sequence[Event]
    effects: Sequence[Effect]


class RunStepLedger:
    """A StepLedger bound to one run. Only a call in flight at a kill can happen twice."""

    def __init__(self, run: Run) -> None:
        self._run = run

    async def once(
        self,
        key: str,
        step: Callable[[], Awaitable[Result]],
        result_type: type[Result],
        *,
        event: Callable[[Result], Event] | None = None,
        effects: Callable[[Result], Sequence[Effect]] | None = None,
    ) -> Result:
        """See StepLedger; ``effects`` are committed with the result, too.

        Raises LeaseLost when the run is no longer ours.
        """
        stored = await self._stored(key, result_type)
        if stored is not None:
            return stored
        async with self._run.transaction(progress=False) as connection:
            await connection.execute(
                QUERIES["start_step"], self._run.id, key, self._run.claim.attempt
            )
        result = await step()
        visible = _Visible([event(result)] if event else [], effects(result) if effects else ())
        await self._keep(key, result, visible)
        return result

    async def _stored(self, key: str, result_type: type[Result]) -> Result | None:
        stored = await self._run.db.fetchval(QUERIES["get_step"], self._run.id, key)
        return None if stored is None else result_type.model_validate(stored)

    async def _keep(self, key: str, result: BaseModel, visible: _Visible) -> None:
        """What was paid for is not given up for a database that is away, nor told twice."""
        unsure = False
        while True:
            try:
                if unsure and await self._stored(key, type(result)) is not None:
                    return
                await self._write(key, result, visible)
                return
            except DatabaseDown:
                unsure = True
                log.warning("step_not_kept", step=key)
                await asyncio.sleep(_REWRITE_SECONDS)

    async def _write(self, key: str, result: BaseModel, visible: _Visible) -> None:
        async with self._run.transaction(visible.events, progress=True) as connection:
            await connection.execute(
                QUERIES["finish_step"], self._run.id, key, result.model_dump(mode="json")
            )
            for effect in visible.effects:
                await connection.execute(effect.sql, *effect.args)
