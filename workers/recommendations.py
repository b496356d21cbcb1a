"""Everything that a worker needs to write the messages of recommendations."""

from app.domain.recommendation import MessagesPayload
from app.repositories.outfit_messages import OutfitMessages
from app.repositories.outfits import OutfitRepository
from app.services.pictures.web import open_picture_loader
from app.services.recommendations.pictures import OutfitPictures
from app.services.recommendations.writer import MessageWriter
from workers.execution import Registration
from workers.handlers.recommendation import MessagesHandler
from workers.models import Models
from workers.workshop import Product, Workshop

_PICTURE_SIDE = 512  # clothes are told apart at this size, and it costs a model little


async def open_recommendations(workshop: Workshop, models: Models) -> Product:
    """Gemini first, when it has a key; whatever stands in for it is the models' own affair."""
    settings, connections = workshop.settings, workshop.connections
    loader = workshop.stack.enter_context(
        open_picture_loader(workshop.safe, longest_side=_PICTURE_SIDE)
    )
    writer = MessageWriter(
        models.service,
        OutfitPictures(loader, workshop.store, timeout=settings.RECOMMENDATION_IMAGE_TIMEOUT),
        timeout=settings.RECOMMENDATION_MESSAGE_TIMEOUT,
        name=settings.GEMINI_MODEL if settings.gemini_key else None,
    )
    handler = MessagesHandler(
        OutfitRepository(connections.db),
        writer,
        OutfitMessages(connections.redis, hours=settings.RECOMMENDATION_CACHE_HOURS),
        parallel=settings.RECOMMENDATION_MAX_PARALLEL,
    )
    registration = Registration(MessagesPayload, handler)
    return Product({MessagesPayload.task_type: registration}, models.probes)
