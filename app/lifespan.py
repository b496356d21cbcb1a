"""What the gateway holds open while it runs; closed in the reverse order."""

import asyncio
import signal
import time
from collections import Counter
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any, TypedDict

import structlog
from redis.asyncio import Redis

from app.byte_budget import ByteBudget
from app.config.settings import Settings
from app.database import Database
from app.domain.errors import DatabaseDown
from app.domain.links import ComicLinks, OutfitLinks
from app.embedded.endpoints import PostgresEndpoint, resolve_endpoints
from app.observability.logging import configure_logging
from app.observability.system import SystemSampler
from app.open_files import allow_open_files
from app.redis import connect_redis
from app.repositories.chats import ChatRepository
from app.repositories.comics import ComicRepository
from app.repositories.message_tasks import MessageTasks
from app.repositories.migrate import migrate
from app.repositories.outfit_messages import OutfitMessages
from app.repositories.outfit_ranking import PreferenceRanking
from app.repositories.outfits import OutfitRepository
from app.repositories.recommendation_outcomes import OutcomeRepository
from app.repositories.scripts import ScriptRepository
from app.repositories.workers import WorkerRepository
from app.services.outbound.urls import sandbox_origins
from app.services.recommendations.protocol import OutfitRanking
from app.services.spam.counters import LocalCounters, SharedCounters
from app.services.spam.service import SpamFilter
from app.services.storage.paths import StoragePaths
from app.shutdown import on_shutdown_signal
from app.tasks.manager import AsyncTaskManager
from app.tasks.tokens import TokenFeed

log = structlog.get_logger("gateway")

REDIS_CONNECTIONS = 8
RESTART_SECONDS = 5.0  # of PostgreSQL
LOOK_SECONDS = 0.5
BODIES_BYTES = 67_108_864  # of all requests that are being read or answered
FILES_BESIDES_STREAMS = 512  # requests, pools, logs, what is served
LOOPBACK_NAMES = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True)
class Gateway:
    """What requests are served with. ``stopping`` is set when a shutdown begins.

    ``message_nulls`` counts the messages that pages lacked without a worker's doing, by reason.
    """

    settings: Settings
    database: Database
    redis: Redis
    tasks: AsyncTaskManager
    tokens: TokenFeed
    spam: SpamFilter
    comics: ComicRepository
    chats: ChatRepository
    outcomes: OutcomeRepository
    scripts: ScriptRepository
    workers: WorkerRepository
    paths: StoragePaths
    links: ComicLinks
    outfits: OutfitRepository
    ranking: OutfitRanking
    outfit_messages: OutfitMessages
    message_tasks: MessageTasks
    message_nulls: Counter[str]
    outfit_links: OutfitLinks
    trusted_origins: frozenset[str]
    system: SystemSampler
    bodies: ByteBudget
    stopping: asyncio.Event


class State(TypedDict):
    """The lifespan's part of every request's state."""

    gateway: Gateway


@asynccontextmanager
async def open_gateway(settings: Settings) -> AsyncIterator[State]:
    """Raises an AppError whose detail says why it can't start."""
    configure_logging(settings, "Gateway")
    _tell_who_may_ask(settings)
    async with AsyncExitStack() as stack:
        endpoints = await asyncio.to_thread(resolve_endpoints, settings)
        database = await _open_database(endpoints.postgres, settings)
        stack.push_async_callback(database.close)
        redis = connect_redis(endpoints.redis_url, connections=REDIS_CONNECTIONS)
        stack.push_async_callback(redis.aclose)
        tasks = AsyncTaskManager(database, redis, settings, _within_open_files(settings))
        await stack.enter_async_context(_running("task-manager", tasks.run()))
        tokens = TokenFeed(redis)
        await stack.enter_async_context(_running("token-feed", tokens.run()))
        gateway = Gateway(
            settings=settings,
            database=database,
            redis=redis,
            tasks=tasks,
            tokens=tokens,
            spam=SpamFilter(SharedCounters(redis), LocalCounters(), settings),
            comics=ComicRepository(database),
            chats=ChatRepository(database),
            outcomes=OutcomeRepository(database),
            scripts=ScriptRepository(database),
            workers=WorkerRepository(database),
            paths=StoragePaths(settings.IMAGE_STORAGE_PATH, settings.REPORT_STORAGE_PATH),
            links=ComicLinks(settings.PUBLIC_BASE_URL or ""),
            outfits=OutfitRepository(database),
            ranking=PreferenceRanking(database),
            outfit_messages=OutfitMessages(redis, hours=settings.RECOMMENDATION_CACHE_HOURS),
            message_tasks=MessageTasks(database),
            message_nulls=Counter(),
            outfit_links=OutfitLinks(settings.PUBLIC_BASE_URL or ""),
            trusted_origins=sandbox_origins(settings.SANDBOX_URL),
            system=SystemSampler(),
            bodies=ByteBudget(BODIES_BYTES),
            stopping=asyncio.Event(),
        )
        stack.enter_context(on_shutdown_signal(lambda: _begin_shutdown(gateway)))
        yield State(gateway=gateway)


async def _open_database(endpoint: PostgresEndpoint, settings: Settings) -> Database:
    """Migrated. A server that restarts is waited for, for a moment. Raises DatabaseDown."""
    give_up = time.monotonic() + RESTART_SECONDS
    while True:
        try:
            await migrate(endpoint)
            return await Database.open(
                endpoint,
                min_size=settings.POSTGRES_MIN_CONNECTIONS,
                max_size=settings.POSTGRES_MAX_CONNECTIONS,
                application_name="newsum-gateway",
            )
        except DatabaseDown:
            if time.monotonic() > give_up:
                raise
            log.warning("waiting_for_database", host=endpoint.host)
            await asyncio.sleep(LOOK_SECONDS)


@asynccontextmanager
async def _running(name: str, work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """If ``work`` ever ends by itself, so does the gateway: a zombie would accept in vain."""
    runner = asyncio.create_task(work, name=name)
    runner.add_done_callback(_stop_unless_cancelled)
    try:
        yield
    finally:
        runner.cancel()
        await asyncio.gather(runner, return_exceptions=True)


def _stop_unless_cancelled(runner: "asyncio.Task[None]") -> None:
    if not runner.cancelled():
        log.critical("gateway_part_died", part=runner.get_name(), exc_info=runner.exception())
        signal.raise_signal(signal.SIGTERM)


def _within_open_files(settings: Settings) -> Settings:
    """One stream too many must be refused, not left to a connection that nobody can accept."""
    wanted = settings.SSE_MAX_STREAMS
    most = max(1, allow_open_files(wanted + FILES_BESIDES_STREAMS) - FILES_BESIDES_STREAMS)
    if most >= wanted:
        return settings
    log.warning("few_open_files", streams=most, wanted=wanted, meaning="ulimit -n이 작습니다.")
    return settings.model_copy(update={"SSE_MAX_STREAMS": most})


def _begin_shutdown(gateway: Gateway) -> None:
    gateway.stopping.set()
    gateway.tasks.close_streams()


def _tell_who_may_ask(settings: Settings) -> None:
    if settings.API_KEYS is None:
        note = log.info if settings.APP_HOST in LOOPBACK_NAMES else log.warning
        note("no_api_keys", host=settings.APP_HOST, meaning="누구나 이 주소로 요청할 수 있습니다.")
