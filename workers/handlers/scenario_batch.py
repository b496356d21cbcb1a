"""Many stories as one task: some at a time, each in its place, each with its own error."""

import asyncio
import math
from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from app.domain.current_run import part_of_run, seconds_left, warnings
from app.domain.errors import AppError, DeadlineExceeded, ProviderError
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
from app.tasks.runs import LeaseLost, Run
from app.tasks.steps import RunStepLedger

_OF_THE_TIME = 0.95  # of what the run has left, so that its results can be written

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class ScenarioBatchHandler:
    """One per process."""

    model: StoryModel
    story_seconds: float

    async def __call__(self, run: Run, payload: ScenarioBatchPayload) -> Outcome:
        """Make those that no earlier attempt has made."""
        items = await generate_multiple_scenarios_async(
            self.model,
            payload.orders,
            RunStepLedger(run),
            parallel=payload.parallel,
            story_seconds=self.story_seconds,
        )
        return Outcome(BatchResult(results=items).model_dump(mode="json"))


async def generate_multiple_scenarios_async(
    model: StoryModel,
    orders: Sequence[EditOrder | NewOrder],
    ledger: StepLedger,
    *,
    parallel: int,
    story_seconds: float,
) -> list[BatchItem]:
    """One item for each order, ``parallel`` at a time; each is made once, whatever is killed.

    What goes wrong with one, also that it takes longer than ``story_seconds`` or its share of what
    the run has left, is that item's own error. Only what no item can do anything about ends all.
    """
    places = asyncio.Semaphore(parallel)
    unfinished = len(orders)

    async def item(index: int, order: EditOrder | NewOrder) -> BatchItem:
        nonlocal unfinished
        async with places:
            share = seconds_left() * _OF_THE_TIME / math.ceil(unfinished / parallel)
            made = await ledger.once(
                step_key("story", index, order.model_dump_json()),
                lambda: _made(model, order, min(story_seconds, share)),
                BatchItem,
                event=lambda made: _told(index, made),
            )
            unfinished -= 1
        return made

    async with task_group() as group:
        tasks = [group.create_task(item(index, order)) for index, order in enumerate(orders)]
    return [task.result() for task in tasks]


async def _made(model: StoryModel, order: EditOrder | NewOrder, seconds: float) -> BatchItem:
    try:
        with part_of_run(seconds):
            async with asyncio.timeout(seconds):
                story = await generate_game_data_async(model, order)
            told = [*story.warnings, *warnings()]
    except ProviderError as exc:
        return _failed(order, exc)
    except TimeoutError:
        return _failed(order, DeadlineExceeded())
    except (AppError, LeaseLost):
        raise
    except Exception:  # a defect of ours, which the other orders may not meet
        log.exception("story_crashed")
        return _failed(order, AppError())
    return BatchItem(chapterId=order.chapter_id, result=story.model_copy(update={"warnings": told}))


def _failed(order: EditOrder | NewOrder, error: AppError) -> BatchItem:
    told = StoryError(slug=error.slug, detail=error.detail)
    return BatchItem(chapterId=order.chapter_id, error=told)


def _told(index: int, item: BatchItem) -> Event:
    status = "completed" if item.error is None else "error"
    return Event("item_finished", {"index": index, "chapterId": item.chapterId, "status": status})
