"""The composition root of worker processes: which queue needs which handler."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Imported:
    """What the products of some queues are opened with, once there is a loop."""

    open_models: "Callable[[Workshop], Awaitable[Models]] | None" = None
    openers: "tuple[Opener, ...]" = ()


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


def import_products(queues: Sequence[str]) -> Imported:
    """Each product imports what it needs: nobody pays for another's."""
    loaders = {_LOADERS[queue]: None for queue in queues if queue in _LOADERS}
    if not loaders:
        return Imported()
    from workers.models import initialize_llm_async

    return Imported(initialize_llm_async, tuple(load() for load in loaders))


@asynccontextmanager
async def open_products(
    settings: Settings, endpoints: Endpoints, connections: Connections, imported: Imported
) -> AsyncIterator[Products]:
    """The handlers of what was imported and the clients that they hold, closed at the end."""
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
        for product in await _open(workshop, imported):
            registrations |= product.registrations
            probes |= product.probes
        # Every worker prunes tasks, so every worker prunes what belongs to them.
        pruners = [
            prune_checkpoints(connections.db, settings.CHECKPOINT_RETENTION_DAYS),
            prune_comics(connections.db, workshop.store, settings),
            *prune_pictures(connections.db, workshop.store, settings),
        ]
        yield Products(registrations, sender, probes, pruners)


async def _open(workshop: Workshop, imported: Imported) -> list[Product]:
    if imported.open_models is None:
        return []
    models = await imported.open_models(workshop)
    return [await opener(workshop, models) for opener in imported.openers]


def _comics() -> "Opener":
    from workers.comics import open_comics

    return open_comics


def _chats() -> "Opener":
    from workers.chats import open_chats

    return open_chats


def _recommendations() -> "Opener":
    from workers.recommendations import open_recommendations

    return open_recommendations


def _llm_tasks() -> "Opener":
    from workers.llm_tasks import open_llm_tasks

    return open_llm_tasks


def _scripts() -> "Opener":
    from workers.scripts import open_scripts

    return open_scripts


def _scenarios() -> "Opener":
    from workers.scenarios import open_scenarios

    return open_scenarios


_LOADERS: "dict[str, Callable[[], Opener]]" = {
    **{payload.queue: _llm_tasks for payload in LLM_TASKS},
    ComicPayload.queue: _comics,
    ChatPayload.queue: _chats,
    SummaryPayload.queue: _chats,
    MessagesPayload.queue: _recommendations,
    ScriptPayload.queue: _scripts,
    ScenarioPayload.queue: _scenarios,
}
