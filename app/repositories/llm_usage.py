"""What the language models were asked for each task: written by workers, read by operators."""

from dataclasses import dataclass
from uuid import UUID

import structlog

from app.database import Database
from app.domain.current_run import current_task
from app.domain.errors import DatabaseDown
from app.queries import load_queries

QUERIES = load_queries(__file__, "llm_usage.sql")

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class ModelUsage:
    """A task's calls of one model."""

    model: str
    calls: int
    prompt_tokens: int
    completion_tokens: int


class LlmUsageRepository:
    """Survives every attempt of a task, and goes when the task goes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def record(self, model: str, prompt_tokens: int, completion_tokens: int) -> None:
        """One call for the run that is going on. An answer is never lost to its accounting."""
        task_id = current_task()
        if task_id is None:
            return
        try:
            await self._database.execute(
                QUERIES["count_llm_call"], task_id, model, prompt_tokens, completion_tokens
            )
        except DatabaseDown:
            log.warning("llm_usage_not_counted", model=model)

    async def of_task(self, task_id: UUID) -> list[ModelUsage]:
        """Model by model; empty for a task that asked none, or that is unknown."""
        rows = await self._database.fetch(QUERIES["llm_usage_of_task"], task_id)
        return [ModelUsage(**row) for row in rows]
