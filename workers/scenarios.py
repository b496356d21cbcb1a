"""Everything that a worker needs to make stories."""

from app.domain.scenario import ScenarioBatchPayload, ScenarioPayload
from app.services.scenario.generation import StoryModel
from app.services.scenario.safety import safety_rules
from workers.execution import Registration
from workers.handlers.scenario import ScenarioHandler
from workers.handlers.scenario_batch import ScenarioBatchHandler
from workers.models import Models
from workers.workshop import Product, Workshop


async def open_scenarios(workshop: Workshop, models: Models) -> Product:
    """Gemini first, when it has a key; whatever stands in for it is the models' own affair."""
    settings = workshop.settings
    model = StoryModel(
        model=models.service,
        name=settings.GEMINI_MODEL if settings.gemini_key is not None else None,
        safety=safety_rules(settings),
        most_tokens=settings.SCENARIO_MAX_TOKENS,
        seconds=settings.LLM_STREAM_TIMEOUT,
    )
    single = ScenarioHandler(model, workshop.open_tokens)
    batch = ScenarioBatchHandler(model, settings.SCENARIO_DEADLINE)
    return Product(
        {
            ScenarioPayload.task_type: Registration(ScenarioPayload, single),
            ScenarioBatchPayload.task_type: Registration(ScenarioBatchPayload, batch),
        },
        models.probes,
    )
