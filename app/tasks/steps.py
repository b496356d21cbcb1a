"""The step ledger over ``task_steps``: paid or visible steps, at most once to completion."""

from collections.abc import Awaitable, Callable

from app.domain.steps import Result
from app.domain.task import Event
from app.queries import load_queries
from app.tasks.runs import Run

QUERIES = load_queries(__file__, "queries.sql")


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
    ) -> Result:
        """See StepLedger. Raises LeaseLost when the run is no longer ours."""
        run = self._run
        stored = await run.db.fetchval(QUERIES["get_step"], run.id, key)
        if stored is not None:
            return result_type.model_validate(stored)
        async with run.transaction(progress=False) as connection:
            await connection.execute(QUERIES["start_step"], run.id, key, run.claim.attempt)
        result = await step()
        events = [event(result)] if event else []
        async with run.transaction(events, progress=True) as connection:
            await connection.execute(
                QUERIES["finish_step"], run.id, key, result.model_dump(mode="json")
            )
        return result
