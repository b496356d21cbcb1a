"""Many stories as one task: some at a time, each in its place, each with its own error."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.errors import ProviderError
from app.domain.scenario import (
    BatchItem,
    BatchResult,
    EditOrder,
    NewOrder,
    ScenarioBatchPayload,
    StoryError,
)
from app.domain.steps import StepLedger, step_key
from app.domain.task import Event
from app.nodes.task_group import task_group
from app.services.scenario.generation import StoryModel, generate_game_data_async
from app.tasks.outcome import Outcome
from app.tasks.runs import Run
from app.tasks.steps import RunStepLedger


@dataclass(frozen=True)
class ScenarioBatchHandler:
    """One per process."""

    model: StoryModel

    async def __call__(self, run: Run, payload: ScenarioBatchPayload) -> Outcome:
        """Make those that no earlier attempt has made."""
        items = await generate_multiple_scenarios_async(
            self.model, payload.orders, RunStepLedger(run), parallel=payload.parallel
        )
        return Outcome(BatchResult(results=items).model_dump(mode="json"))


async def generate_multiple_scenarios_async(
    model: StoryModel,
    orders: Sequence[EditOrder | NewOrder],
    ledger: StepLedger,
    *,
    parallel: int,
) -> list[BatchItem]:
    """One item for each order, ``parallel`` at a time; each is made once, whatever is killed.

    What a model or its answer did wrong is that item's own error; anything else ends the batch.
    """
    places = asyncio.Semaphore(parallel)

    async def item(index: int, order: EditOrder | NewOrder) -> BatchItem:
        async with places:
            return await ledger.once(
                step_key("story", index, order.model_dump_json()),
                lambda: _made(model, order),
                BatchItem,
                event=lambda made: _told(index, made),
            )

    async with task_group() as group:
        tasks = [group.create_task(item(index, order)) for index, order in enumerate(orders)]
    return [task.result() for task in tasks]


async def _made(model: StoryModel, order: EditOrder | NewOrder) -> BatchItem:
    try:
        story = await generate_game_data_async(model, order)
    except ProviderError as exc:
        error = StoryError(slug=exc.slug, detail=exc.detail)
        return BatchItem(chapterId=order.chapter_id, error=error)
    return BatchItem(chapterId=order.chapter_id, result=story)


def _told(index: int, item: BatchItem) -> Event:
    status = "completed" if item.error is None else "error"
    return Event("item_finished", {"index": index, "chapterId": item.chapterId, "status": status})
