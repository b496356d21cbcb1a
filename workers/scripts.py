"""Everything that a worker needs to write scripts."""

from app.config.settings import ConfigurationError, Settings
from app.config.stand_ins import LANGUAGE_MODEL, SEARCH, sandbox_notice
from app.domain.links import ScriptLinks
from app.domain.script import ScriptPayload
from app.repositories.pictures import StoredPictures
from app.services.llm.capped import CappedModel
from app.services.news_images.service import NewsImageService
from app.services.pictures.web import open_picture_loader
from app.workflows.checkpoint import checkpoint_pool
from app.workflows.script_workflow import ScriptServices
from workers.execution import Registration
from workers.handlers.script import ScriptHandler
from workers.models import Models
from workers.workshop import Product, Workshop

_CHECKPOINT_CONNECTIONS = 5


async def open_scripts(workshop: Workshop, models: Models) -> Product:
    """Open the clients."""
    settings = workshop.settings
    services = await script_services(workshop, models)
    checkpoints = checkpoint_pool(workshop.endpoints.postgres, _CHECKPOINT_CONNECTIONS)
    await workshop.stack.enter_async_context(checkpoints)
    handler = ScriptHandler(services, checkpoints, ScriptLinks(settings.PUBLIC_BASE_URL or ""))
    return Product(
        {ScriptPayload.task_type: Registration(ScriptPayload, handler)},
        {**models.probes, "storage": workshop.store.check},
    )


async def script_services(workshop: Workshop, models: Models) -> ScriptServices:
    """What the workflow's nodes hold."""
    settings = workshop.settings
    loader = workshop.stack.enter_context(open_picture_loader(workshop.safe))
    images = NewsImageService(
        loader,
        StoredPictures(workshop.connections.db, workshop.store),
        at_once=settings.SCRIPT_MAX_DOWNLOADS,
        timeout=settings.SCRIPT_IMAGE_TIMEOUT,
    )
    return ScriptServices(
        model=CappedModel(models.service, settings.SCRIPT_MAX_LLM_CALLS),
        search=workshop.web.search(),
        pages=await workshop.web.pages(),
        images=images,
        max_pages=settings.SEARCH_MAX_PAGES,
        images_per_article=settings.SCRIPT_IMAGES_PER_ARTICLE,
        vision_model=_vision_model(settings),
        notice=sandbox_notice(settings, (LANGUAGE_MODEL, SEARCH)),
    )


def _vision_model(settings: Settings) -> str | None:
    """None is the default model, which then must be able to see."""
    chosen = settings.SCRIPT_VISION_MODEL
    if chosen is None:
        return settings.GEMINI_MODEL if settings.gemini_key else None
    if chosen not in settings.model_names:
        raise ConfigurationError(f"SCRIPT_VISION_MODEL의 {chosen}은(는) 설정된 모델이 아닙니다.")
    return chosen
