"""Everything that a worker needs to make comics."""

import httpx2

from app.config.settings import Settings
from app.config.stand_ins import sandbox_notice
from app.domain.comic import ComicPayload
from app.services.images.automatic1111 import Automatic1111, api_root, basic_authorization
from app.services.images.service import ImageService
from app.services.outbound.probe import http_probe
from app.tasks.presence import Probe
from app.workflows.checkpoint import checkpoint_pool
from app.workflows.comic_workflow import ComicServices
from workers.execution import Registration
from workers.handlers.comic import ComicHandler
from workers.models import Models
from workers.workshop import Product, Workshop

_CHECKPOINT_CONNECTIONS = 5


async def open_comics(workshop: Workshop, models: Models) -> Product:
    """Open the clients. The image server's address must be set."""
    settings, stack, plain = workshop.settings, workshop.stack, workshop.plain
    if settings.IMAGE_SERVER_URL is None:
        raise ValueError("missing_settings() comes first")
    auth = settings.IMAGE_SERVER_AUTH
    images = Automatic1111(
        plain,
        settings.IMAGE_SERVER_URL,
        auth=auth.get_secret_value() if auth else None,
        steps=settings.IMAGE_STEPS,
        timeout=settings.IMAGE_TIMEOUT,
    )
    services = ComicServices(
        model=models.service,
        search=workshop.web.search(),
        pages=await workshop.web.pages(),
        images=ImageService(
            images,
            workshop.connections.slots,
            endpoint=settings.IMAGE_SERVER_URL,
            parallel=settings.IMAGE_MAX_PARALLEL_TASKS,
        ),
        store=workshop.store,
        max_pages=settings.SEARCH_MAX_PAGES,
        image_width=settings.IMAGE_WIDTH,
        image_height=settings.IMAGE_HEIGHT,
        public_base_url=settings.PUBLIC_BASE_URL or f"http://localhost:{settings.APP_PORT}",
        notice=sandbox_notice(settings),
    )
    checkpoints = checkpoint_pool(workshop.endpoints.postgres, _CHECKPOINT_CONNECTIONS)
    await stack.enter_async_context(checkpoints)
    handler = ComicHandler(services, checkpoints, settings)
    return Product(
        {ComicPayload.task_type: Registration(ComicPayload, handler)},
        {**models.probes, "image": _probe(settings, plain), "storage": workshop.store.check},
    )


def _probe(settings: Settings, plain: httpx2.AsyncClient) -> Probe:
    auth = settings.IMAGE_SERVER_AUTH
    return http_probe(
        plain,
        "이미지 서버",
        f"{api_root(settings.IMAGE_SERVER_URL or '')}/progress?skip_current_image=true",
        basic_authorization(auth.get_secret_value() if auth else None),
    )
