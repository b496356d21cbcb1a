"""What a process's products share: settings, connections, clients, models."""

from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass

import httpx2

from app.config.settings import Settings
from app.embedded.endpoints import Endpoints
from app.services.outbound.client import SafeClient
from app.services.storage.protocol import ObjectStore
from app.tasks.presence import Probe
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


@dataclass(frozen=True)
class Product:
    """A product's handlers by task type, and the probes of the services behind them."""

    registrations: Mapping[str, Registration]
    probes: Mapping[str, Probe]
