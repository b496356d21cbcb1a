"""Everything that a worker needs for LLM tasks."""

from app.domain.llm_task import LLM_TASKS
from workers.execution import Registration
from workers.handlers.llm_task import LlmTaskHandler
from workers.models import Models
from workers.workshop import Product, Workshop


async def open_llm_tasks(workshop: Workshop, models: Models) -> Product:
    """Prompts and conversations differ in their queue only."""
    handler = LlmTaskHandler(models.service, workshop.open_tokens)
    registrations = {each.task_type: Registration(each, handler) for each in LLM_TASKS}
    return Product(registrations, models.probes)
