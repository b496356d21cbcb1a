"""Everything that a worker needs to answer chat messages and to summarise rooms."""

import asyncio

from app.config.settings import ConfigurationError
from app.domain.chat import ChatPayload, SummaryPayload
from app.repositories.chats import ChatRepository
from app.services.tokens.opening import open_token_counter
from workers.execution import Registration
from workers.handlers.chat import ChatHandler
from workers.handlers.summary import SummaryHandler
from workers.models import Models
from workers.workshop import Product, Workshop

_SUMMARIES = 4  # one place of so many may be theirs


async def open_chats(workshop: Workshop, models: Models) -> Product:
    """Load the tokenizer. Raises ConfigurationError for a window that holds no question."""
    settings = workshop.settings
    for name in ("CHAT_ANSWER_TOKENS", "CHAT_SUMMARY_TOKENS"):
        if getattr(settings, name) >= settings.CHAT_CONTEXT_TOKENS:
            raise ConfigurationError(f"CHAT_CONTEXT_TOKENS는 {name}보다 커야 합니다.")
    rooms = ChatRepository(workshop.connections.db)
    counter = await open_token_counter(settings.TOKENIZER_PATH)
    chat = ChatHandler(models.service, rooms, counter, workshop.open_tokens, settings)
    summary = SummaryHandler(
        models.service,
        rooms,
        counter,
        window=settings.CHAT_CONTEXT_TOKENS,
        max_tokens=settings.CHAT_SUMMARY_TOKENS,
        places=asyncio.Semaphore(max(1, settings.WORKER_CONCURRENCY // _SUMMARIES)),
    )
    return Product(
        {
            ChatPayload.task_type: Registration(ChatPayload, chat),
            SummaryPayload.task_type: Registration(SummaryPayload, summary),
        },
        models.probes,
    )
