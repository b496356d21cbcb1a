"""Assembles the engine's parts of a worker process: everything but the handlers."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from redis.asyncio import Redis

from app.config.settings import Settings
from app.database import Database
from app.embedded.endpoints import Endpoints
from app.observability.watchdog import Watchdog
from app.redis import connect_redis
from app.services.notify.protocol import WebhookSender
from app.tasks.finish import Finisher
from app.tasks.leases import ALIVE, Leases, new_worker_id
from app.tasks.outbox import Outbox
from app.tasks.presence import Presence, Probe
from app.tasks.retention import Pruner, Retention
from app.tasks.slots import FleetSlots
from app.tasks.sweep import Sweeper
from app.tasks.wakeups import Wakeups
from workers.execution import Execution, Registration
from workers.isolation import ForkServer
from workers.runtime import Parts, WorkerRuntime
from workers.stats import WorkerStats

_REDIS_CONNECTIONS = 8


@dataclass(frozen=True)
class Connections:
    """What handlers and runtime share."""

    worker_id: str
    db: Database
    session: Database
    redis: Redis
    wakeups: Wakeups
    slots: FleetSlots
    stats: WorkerStats


@dataclass(frozen=True)
class Products:
    """What the products bring to the engine."""

    registrations: Mapping[str, Registration]
    sender: WebhookSender
    probes: Mapping[str, Probe]
    pruners: Sequence[Pruner] = ()


@asynccontextmanager
async def connect(endpoints: Endpoints, settings: Settings) -> AsyncIterator[Connections]:
    """Open the pools and the session that says "alive". Raises DatabaseDown."""
    worker_id = new_worker_id()
    async with AsyncExitStack() as stack:
        session = await Database.open(
            endpoints.postgres, min_size=1, max_size=1, application_name=f"{ALIVE}{worker_id}"
        )
        stack.push_async_callback(session.close)
        db = await Database.open(
            endpoints.postgres,
            min_size=settings.POSTGRES_MIN_CONNECTIONS,
            max_size=settings.POSTGRES_MAX_CONNECTIONS,
            application_name="newsum-worker",
        )
        stack.push_async_callback(db.close)
        redis = connect_redis(
            endpoints.redis_url,
            connections=_REDIS_CONNECTIONS,
            block_seconds=settings.LLM_WORKER_TIMEOUT,
        )
        stack.push_async_callback(redis.aclose)
        slots = FleetSlots(db, session, worker_id, settings.TASK_LEASE_SECONDS)
        stats = WorkerStats(settings.LLM_WORKER_STATS_INTERVAL)
        yield Connections(worker_id, db, session, redis, Wakeups(redis), slots, stats)


def build_runtime(
    connections: Connections,
    settings: Settings,
    products: Products,
    *,
    queues: Sequence[str],
    concurrency: int,
    isolation: ForkServer | None = None,
) -> WorkerRuntime:
    """The runtime over open connections; ``isolation`` is none in an isolated process itself."""
    db, wakeups = connections.db, connections.wakeups
    lease = settings.TASK_LEASE_SECONDS
    finisher = Finisher(db, wakeups, settings.IDEMPOTENCY_RETENTION_HOURS)
    parts = Parts(
        redis=connections.redis,
        wakeups=wakeups,
        finisher=finisher,
        execution=Execution(db, wakeups, finisher, products.registrations, lease_seconds=lease),
        leases=Leases(db, connections.session, connections.worker_id, lease),
        slots=connections.slots,
        sweeper=Sweeper(db, wakeups, interval=settings.TASK_POLL_SECONDS, lease_seconds=lease),
        outbox=Outbox(
            db,
            products.sender,
            poll_seconds=settings.TASK_POLL_SECONDS,
            timeout=settings.WEBHOOK_TIMEOUT,
        ),
        retention=Retention(db, settings, products.pruners),
        presence=Presence(
            db,
            connections.redis,
            connections.worker_id,
            queues,
            products.probes,
            connections.stats.describe,
        ),
        stats=connections.stats,
        watchdog=Watchdog(settings.TASK_WATCHDOG_SECONDS),
        isolation=isolation,
    )
    return WorkerRuntime(parts, queues, concurrency, settings, settings)
