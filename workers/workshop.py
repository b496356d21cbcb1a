"""What a process's products share: settings, connections, clients, models."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import httpx2

from app.config.settings import Settings
from app.embedded.endpoints import Endpoints
from app.services.outbound.client import SafeClient, open_safe_client
from app.services.outbound.plain import open_plain_client
from app.services.outbound.urls import sandbox_origins
from app.services.storage.local import LocalObjectStore
from app.services.storage.paths import StoragePaths
from app.services.storage.protocol import ObjectStore
from app.tasks.presence import Probe
from app.tasks.runs import Run
from app.tasks.tokens import TokenWriter
from workers.engine import Connections
from workers.execution import Registration
from workers.web import Web


@dataclass(frozen=True)
class Workshop:
    """Whatever is opened on ``stack`` lives as long as the process works."""

    stack: AsyncExitStack
    settings: Settings
    endpoints: Endpoints
    connections: Connections
    safe: SafeClient
    plain: httpx2.AsyncClient
    store: ObjectStore
    web: Web

    def open_tokens(self, run: Run) -> TokenWriter:
        """See OpenTokens."""
        return TokenWriter(
            self.connections.redis,
            run.id,
            run.claim.attempt,
            keep_seconds=self.settings.TOKEN_RETENTION_SECONDS,
        )


@dataclass(frozen=True)
class Product:
    """A product's handlers by task type, and the probes of the services behind them."""

    registrations: Mapping[str, Registration]
    probes: Mapping[str, Probe]


@asynccontextmanager
async def open_workshop(
    settings: Settings, endpoints: Endpoints, connections: Connections
) -> AsyncIterator[Workshop]:
    """Everything on its stack is closed at the end."""
    async with AsyncExitStack() as stack:
        safe = stack.enter_context(open_safe_client(sandbox_origins(settings.SANDBOX_URL)))
        plain = await stack.enter_async_context(open_plain_client())
        paths = StoragePaths(settings.IMAGE_STORAGE_PATH, settings.REPORT_STORAGE_PATH)
        yield Workshop(
            stack=stack,
            settings=settings,
            endpoints=endpoints,
            connections=connections,
            safe=safe,
            plain=plain,
            store=LocalObjectStore(paths),
            web=Web(settings, stack, safe, plain),
        )
