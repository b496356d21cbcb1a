"""The composition root of worker processes: which queue needs which handler."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from app.config.settings import Settings
from app.domain.chat import ChatPayload, SummaryPayload
from app.domain.comic import ComicPayload
from app.domain.llm_task import LLM_TASKS
from app.domain.recommendation import MessagesPayload
from app.domain.scenario import ScenarioPayload
from app.domain.script import ScriptPayload
from app.embedded.endpoints import Endpoints
from app.repositories.checkpoint_retention import prune_checkpoints
from app.repositories.comic_retention import prune_comics
from app.repositories.picture_retention import prune_pictures
from app.services.notify.signing import WebhookSigner
from app.services.notify.webhook import HttpWebhookSender
from app.tasks.presence import Probe
from workers.engine import Connections, Products
from workers.execution import Registration
from workers.workshop import Product, Workshop, open_workshop

if TYPE_CHECKING:
    from workers.models import Models

    Opener = Callable[[Workshop, Models], Awaitable[Product]]


def missing_settings(settings: Settings, queues: Sequence[str]) -> str | None:
    """One sentence about what these queues can't do without, or None."""
    if ComicPayload.queue not in queues:
        return None
    missing = [] if settings.has_language_model else ["LLM_API_ENDPOINT"]
    missing += [] if settings.IMAGE_SERVER_URL else ["IMAGE_SERVER_URL"]
    if not missing:
        return None
    return (
        f"{', '.join(missing)}이(가) 설정되지 않아 만화를 만들 수 없습니다. .env에 주소를 적거나 "
        "./scripts/start_services.sh로 샌드박스와 함께 시작하세요. "
        "다른 대기열만 맡기려면 --queues를 쓰세요."
    )


@asynccontextmanager
async def open_products(
    settings: Settings,
    endpoints: Endpoints,
    connections: Connections,
    queues: Sequence[str],
) -> AsyncIterator[Products]:
    """The handlers of ``queues`` and the clients that they hold, closed at the end."""
    async with open_workshop(settings, endpoints, connections) as workshop:
        secret = settings.WEBHOOK_SIGNING_SECRET
        sender = HttpWebhookSender(
            trusted_client=workshop.plain,
            safe_client=workshop.safe,
            signer=WebhookSigner(secret.get_secret_value() if secret else None),
            timeout=settings.WEBHOOK_TIMEOUT,
        )
        registrations: dict[str, Registration] = {}
        probes: dict[str, Probe] = {}
        for product in await _open(workshop, queues):
            registrations |= product.registrations
            probes |= product.probes
        # Every worker prunes tasks, so every worker prunes what belongs to them.
        pruners = [
            prune_checkpoints(connections.db, settings.CHECKPOINT_RETENTION_DAYS),
            prune_comics(connections.db, workshop.store, settings),
            *prune_pictures(connections.db, workshop.store, settings),
        ]
        yield Products(registrations, sender, probes, pruners)


async def _open(workshop: Workshop, queues: Sequence[str]) -> list[Product]:
    """The products of these queues. Each imports what it needs: nobody pays for another's."""
    openers = {_OPENERS[queue]: None for queue in queues if queue in _OPENERS}
    if not openers:
        return []
    from workers.models import initialize_llm_async

    models = await initialize_llm_async(workshop)
    return [await opener(workshop, models) for opener in openers]


async def _open_comics(workshop: Workshop, models: "Models") -> Product:
    from workers.comics import open_comics

    return await open_comics(workshop, models)


async def _open_chats(workshop: Workshop, models: "Models") -> Product:
    from workers.chats import open_chats

    return await open_chats(workshop, models)


async def _open_recommendations(workshop: Workshop, models: "Models") -> Product:
    from workers.recommendations import open_recommendations

    return await open_recommendations(workshop, models)


async def _open_llm_tasks(workshop: Workshop, models: "Models") -> Product:
    from workers.llm_tasks import open_llm_tasks

    return await open_llm_tasks(workshop, models)


async def _open_scripts(workshop: Workshop, models: "Models") -> Product:
    from workers.scripts import open_scripts

    return await open_scripts(workshop, models)


async def _open_scenarios(workshop: Workshop, models: "Models") -> Product:
    from workers.scenarios import open_scenarios

    return await open_scenarios(workshop, models)


_OPENERS: dict[str, "Opener"] = {
    **{payload.queue: _open_llm_tasks for payload in LLM_TASKS},
    ComicPayload.queue: _open_comics,
    ChatPayload.queue: _open_chats,
    SummaryPayload.queue: _open_chats,
    MessagesPayload.queue: _open_recommendations,
    ScriptPayload.queue: _open_scripts,
    ScenarioPayload.queue: _open_scenarios,
}
